/** Every block type, and the function that shows it. Add new ones here, with a fragment in queries/blocks.js. */
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

/** The body of a page. A heading is at most one level below the previous one. */
export function body(blocks, say) {
  let level = 1;
  const shown = blocks.map((block) => {
    if (block.__typename !== "HeadingBlock") return show(block, say);
    level = Math.min(block.level, level + 1);
    return show({ ...block, level }, say);
  });
  return h("div", { class: "body" }, shown);
}

function show(block, say) {
  const render = BLOCKS[block.__typename];
  return render ? render(block, say) : h("p", { class: "unknown" }, say("unknown", { type: block.__typename }));
}
