/** Whatever is at a path: one request for a whole page. */
export const ROUTE = /* GraphQL */ `
  query Route(
    $path: String!, $locale: String!, $filter: EntryFilter, $order: EntryOrder
    $first: Int, $after: String, $last: Int, $before: String
  ) {
    route(path: $path) {
      status
      target {
        __typename
        ...PageHead
        ...EntryParts
        ...ReportParts
        ...LetterParts
        ...ActivityReportParts
        ...FilmEventParts
        ... on HomePage {
          introduction { html }
          body { ...AnyBlock }
          featured { ...EntryCard }
        }
        ... on StandardPage { body { ...AnyBlock } below: children(first: 100) { nodes { ...PageLink } } }
        ... on ArchiveSection {
          referenceCode
          introduction { html }
          described: description {
            dates { display }
            extent
            scopeAndContent { html }
            provenance { html }
            arrangement { html }
            accessConditions { html }
            languages { code name }
          }
          series: children(first: 100, types: [ARCHIVE_SECTION]) { nodes { ...SectionCard } }
          entries(filter: $filter, orderBy: $order, first: $first, after: $after, last: $last, before: $before) { ...EntryList }
        }
        ... on Category {
          name
          description
          locale { code }
          parent { name path }
          narrower: children { name path entryCount }
          translations { path locale { code } }
          entries(filter: $filter, orderBy: $order, first: $first, after: $after, last: $last, before: $before) { ...EntryList }
        }
        ... on Tag {
          name(locale: $locale)
          entries(filter: $filter, orderBy: $order, first: $first, after: $after, last: $last, before: $before) { ...EntryList }
        }
        ... on Place {
          name(locale: $locale)
          country
          latitude
          precision
          longitude
          entries(filter: $filter, orderBy: $order, first: $first, after: $after, last: $last, before: $before) { ...EntryList }
        }
        ... on Period {
          year
          month
          locale { code }
          seo { title }
          entries(filter: $filter, orderBy: $order, first: $first, after: $after, last: $last, before: $before) { ...EntryList }
        }
        ... on Redirect { location }
        ... on Tombstone {
          code: referenceCode
          path
          type
          reason
          note
          at
          replacedBy { ...PageLink }
        }
      }
    }
  }
`;
