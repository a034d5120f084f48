// Asks the route of a frontend, as its server would: node routes.mjs MODULE URL
// Prints its answer, and what it did to the reader's cookies.
import { pathToFileURL } from 'node:url'

const [module, address] = process.argv.slice(2)
const { GET } = await import(pathToFileURL(module))
const { said } = globalThis
const cookies = { set: (...cookie) => said.cookies.push(cookie) }
const answer = await GET(
  module.endsWith('next.mjs') ? new Request(address) : { url: new URL(address), cookies },
).catch((error) => {
  if (!error.location) throw error // Next's redirect() throws
  return new Response(null, { status: 307, headers: { Location: error.location } })
})
const location = answer.headers.get('Location')
console.log(JSON.stringify({ ...said, status: answer.status, location, text: await answer.text() }))
