// Reads answers back out of Apollo's normalised cache, each after all of them were written:
// {"possibleTypes", "query", "answers": [{"variables", "data"}, …]} in, the data as it is kept out.
import { readFileSync } from 'node:fs'
import { InMemoryCache, gql } from '@apollo/client/core'

const { possibleTypes, query, answers } = JSON.parse(readFileSync(0, 'utf-8'))
const cache = new InMemoryCache({ possibleTypes })
const document = gql(query)
for (const { variables, data } of answers) cache.writeQuery({ query: document, variables, data })
const kept = answers.map(({ variables }) => cache.readQuery({ query: document, variables }))
console.log(JSON.stringify(kept))
