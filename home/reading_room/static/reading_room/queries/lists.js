/** Lists without a page in the API: all documents, search, and the start of the archive. */

export const BROWSE = /* GraphQL */ `
  query Browse(
    $locale: String!, $filter: EntryFilter, $order: EntryOrder
    $first: Int, $after: String, $last: Int, $before: String
  ) {
    entries(filter: $filter, orderBy: $order, first: $first, after: $after, last: $last, before: $before) { ...EntryList }
  }
`;

export const SEARCH = /* GraphQL */ `
  query Search($locale: String!, $query: String!, $filter: EntryFilter, $first: Int, $after: String) {
    search(query: $query, filter: $filter, first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      facets { ...AllFacets }
      edges { highlights { field html } node { ...EntryCard } }
    }
  }
`;

export const SUBJECTS = /* GraphQL */ `
  query Subjects($locale: String!) {
    categories(locale: $locale) { name path description entryCount parent { path } }
    places { name(locale: $locale) path(locale: $locale) entryCount }
    timeline(granularity: YEAR) { year count }
  }
`;

export const MONTHS = /* GraphQL */ `
  query Months($from: Date!, $to: Date!) {
    timeline(granularity: MONTH, filter: { date: { from: $from, to: $to } }) { year month count }
  }
`;
