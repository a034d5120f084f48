/** Every type of block, and who shows it. A new one is added here, with a fragment in queries/blocks.js. */
import { h } from "../dom.js";
import { documentFile, figures, table } from "./data.js";
import { embed, gallery, image } from "./media.js";
import { dialogue, heading, note, paragraph, quote, related } from "./text.js";

export const BLOCKS = {
  HeadingBlock: heading,
  ParagraphBlock: paragraph,
  ImageBlock: image,
  GalleryBlock: gallery,
  QuoteBlock: quote,
  DialogueBlock: dialogue,
  TableBlock: table,
  FiguresBlock: figures,
  DocumentBlock: documentFile,
  EmbedBlock: embed,
  NoteBlock: note,
  RelatedEntriesBlock: related,
};

/** The body of a page. */
export function body(blocks, say) {
  return h("div", { class: "body" }, blocks.map((block) => shown(block, say)));
}

function shown(block, say) {
  const show = BLOCKS[block.__typename];
  return show ? show(block, say) : h("p", { class: "unknown" }, say("unknown", { type: block.__typename }));
}
