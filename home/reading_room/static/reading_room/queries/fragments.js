/** Fragments by name: what a card, a picture, a list or a page of each type needs. */
import { BLOCK_FRAGMENTS } from "./blocks.js";

const PARTS = /* GraphQL */ `
  fragment MenuLinks on Menu {
    items { label url children { label url } }
  }

  fragment PageLink on Page {
    __typename
    title
    path
    locale { code }
  }

  fragment SectionCard on Page {
    title
    path
    ... on ArchiveSection {
      referenceCode
      introduction { text }
      entries(first: 1) { totalCount }
    }
  }

  fragment PageHead on Page {
    title
    path
    locale { code }
    seo { title }
    ancestors { title path }
    translations { path locale { code } }
  }

  fragment EntryCard on ArchiveEntry {
    __typename
    title
    subtitle
    path
    referenceCode
    summary
    locale { code }
    date { display edtf }
    contentWarning { text }
    leadImage {
      alt
      contentWarning { text maskThumbnail }
      image {
        placeholder
        rendition(width: 640, height: 400, fit: COVER, format: WEBP) { url width height }
      }
    }
    ... on Report { kind }
  }

  fragment EntryList on EntryConnection {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    facets { ...AllFacets }
    nodes { ...EntryCard }
  }

  fragment AllFacets on Facets {
    types { type count }
    categories { count category { name slug locale { code } } }
    places { count place { name(locale: $locale) slug } }
    tags { count tag { name(locale: $locale) slug } }
    years { year count }
    locales { count locale { code name } }
  }

  fragment Picture on CaptionedImage {
    alt
    caption
    credit
    contentWarning { text }
    image {
      placeholder
      rendition(width: 1200, format: WEBP) { url width height }
      srcSet(format: WEBP, widths: [400, 800, 1200, 1600])
    }
  }

  fragment File on Document {
    title
    url
    filename
    fileSize
    mimeType
    pageCount
  }

  fragment PersonOfLetter on Correspondent {
    name
    title
    organisation
    address
    country
  }
`;

const PAGES = /* GraphQL */ `
  fragment EntryParts on ArchiveEntry {
    referenceCode
    subtitle
    sourceUrl
    wordCount
    firstPublishedAt
    date { display edtf }
    contentWarning { text }
    leadImage { ...Picture }
    body { ...AnyBlock }
    parent { ...PageLink }
    contributors { name role affiliation }
    categories { name path }
    tags { name(locale: $locale) path(locale: $locale) }
    places { name(locale: $locale) path(locale: $locale) country }
    corrections { kind date text { html } }
    citation { text bibtex }
    related(first: 3) { ...EntryCard }
    previous { title path date { display } }
    next { title path date { display } }
  }

  fragment ReportParts on Report {
    kind
    period { display }
    occasion { name venue city country date { display } }
  }

  fragment LetterParts on Letter {
    transmission
    salutation
    closing
    recipients { ...PersonOfLetter }
    signatories { ...PersonOfLetter }
    replies { ...EntryCard }
  }

  fragment ActivityReportParts on ActivityReport {
    fiscalYear { label }
    figures { label value note }
    document { ...File }
  }

  fragment FilmEventParts on FilmEvent {
    film { title originalTitle directors year country runtimeMinutes url }
    screenings { start timeZone venue city country host admission }
    speakers { name role affiliation }
  }
`;

/** `{Picture: "fragment Picture on CaptionedImage {…}"}` */
function byName(text) {
  const fragments = text.split(/^ {2}(?=fragment )/m).slice(1);
  return Object.fromEntries(fragments.map((fragment) => [fragment.split(" ")[1], fragment]));
}

export const FRAGMENTS = { ...byName(PARTS), ...byName(PAGES), ...byName(BLOCK_FRAGMENTS) };
