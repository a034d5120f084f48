// Generates strict TypeScript from a schema and a query: node codegen.mjs SCHEMA QUERY OUT
import { generate } from '@graphql-codegen/cli'

const [schema, documents, out] = process.argv.slice(2)
const scalars = { Date: 'string', DateTime: 'string', JSON: 'unknown' }
await generate({
  schema,
  documents,
  silent: true,
  generates: {
    [out]: {
      plugins: ['typescript', 'typescript-operations'],
      config: { strictScalars: true, scalars, enumsAsTypes: true },
    },
  },
})
