// Two connections as a Relay app pages through them; the compiler checks their shape.
const { graphql } = require('relay-runtime')

graphql`
  query ArchiveQuery($count: Int!, $cursor: String, $category: String!) {
    ...Archive_entries @arguments(count: $count, cursor: $cursor)
    category(slug: $category) {
      id
      ...Archive_category
    }
  }
`

graphql`
  fragment Archive_entries on Query
  @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" }) {
    entries(first: $count, after: $cursor) @connection(key: "Archive_entries") {
      edges { node { id title path } }
    }
  }
`

graphql`
  fragment Archive_category on Category
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" })
  @refetchable(queryName: "ArchiveCategoryQuery") {
    entries(first: $count, after: $cursor) @connection(key: "Archive_category_entries") {
      edges { node { id title summary } }
    }
  }
`
