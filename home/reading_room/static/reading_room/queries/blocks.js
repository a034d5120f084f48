/** A fragment for each block type. Add new ones here, and show them in blocks/index.js. */
export const BLOCK_FRAGMENTS = /* GraphQL */ `
  fragment AnyBlock on Block {
    __typename
    id
    ...Heading
    ...Paragraph
    ...OnePicture
    ...Gallery
    ...Quote
    ...Dialogue
    ...Table
    ...Figures
    ...FileToLoad
    ...Video
    ...Note
    ...RelatedEntries
  }

  fragment Heading on HeadingBlock {
    headline
    level
    anchor
  }

  fragment Paragraph on ParagraphBlock {
    text { html }
  }

  fragment OnePicture on ImageBlock {
    figure { ...Picture }
  }

  fragment Gallery on GalleryBlock {
    images { ...Picture }
  }

  fragment Quote on QuoteBlock {
    quote
    attribution
    source
  }

  fragment Dialogue on DialogueBlock {
    turns { speaker interviewer text { html } }
  }

  fragment Table on TableBlock {
    caption
    header
    headerColumn
    rows
  }

  fragment Figures on FiguresBlock {
    heading
    figures { label value note }
  }

  fragment FileToLoad on DocumentBlock {
    description
    document { ...File }
  }

  fragment Video on EmbedBlock {
    url
    provider
    embedTitle: title
    caption
    html
  }

  fragment Note on NoteBlock {
    kind
    date
    text { html }
  }

  fragment RelatedEntries on RelatedEntriesBlock {
    heading
    entries { ...EntryCard }
  }
`;
