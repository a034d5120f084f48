"""The three GraphQL documents of the benchmarks."""

PICTURE = """
fragment Picture on CaptionedImage {
  alt caption credit
  image { id width height rendition(width: 800) { url width height mimeType } }
}
"""
ENTRY = """
fragment Entry on ArchiveEntry {
  __typename id title slug path url subtitle summary referenceCode sourceUrl
  firstPublishedAt lastPublishedAt
  locale { code name }
  date { edtf start end precision display }
  leadImage { ...Picture }
  categories { name slug }
  tags { name slug }
  places { name slug country latitude longitude }
  contributors { name role affiliation }
  body {
    __typename id
    ... on HeadingBlock { headline level anchor }
    ... on ParagraphBlock { text { html } }
    ... on ImageBlock { figure { ...Picture } }
    ... on GalleryBlock { images { ...Picture } }
    ... on QuoteBlock { quote attribution source }
    ... on DialogueBlock { turns { speaker interviewer text { html } } }
    ... on TableBlock { caption header rows }
    ... on FiguresBlock { heading figures { label value number unit note } }
    ... on DocumentBlock {
      description document { title url filename fileSize mimeType sha256 }
    }
    ... on EmbedBlock { url provider title html thumbnailUrl caption }
    ... on NoteBlock { kind text { html } date }
    ... on RelatedEntriesBlock { heading entries { __typename title path } }
  }
}
"""
CARDS = """
query Cards($first: Int, $after: String, $filter: EntryFilter) {
  entries(first: $first, after: $after, filter: $filter) {
    pageInfo { hasNextPage }
    nodes {
      __typename title path subtitle summary
      date { display }
      categories { name slug }
      leadImage { alt image { rendition(width: 400) { url width height } } }
    }
  }
}
"""
BODIES = f"""
query Bodies($first: Int) {{
  entries(first: $first) {{ nodes {{ ...Entry }} }}
}}
{ENTRY}{PICTURE}"""
PAGE = f"""
query Page($path: String!) {{
  page(path: $path) {{
    ...Entry
    parent {{ title path }}
    ancestors {{ title path }}
    translations {{ title path locale {{ code }} }}
    seo {{ title description canonicalUrl }}
    ... on Letter {{
      transmission salutation closing
      recipients {{ name title organisation address country }}
      signatories {{ name title organisation address country }}
      replies {{ title path }}
      previous {{ title path }}
      next {{ title path }}
      citation {{ text }}
    }}
  }}
}}
{ENTRY}{PICTURE}"""
