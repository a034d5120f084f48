// Runs the public GraphQL-over-HTTP suite against an endpoint and prints one JSON line an audit.
import { serverAudits } from 'graphql-http'

for (const audit of serverAudits({ url: process.argv[2] })) {
  const result = await audit.fn()
  const { id, name } = audit
  console.log(JSON.stringify({ id, name, status: result.status, reason: result.reason }))
}
