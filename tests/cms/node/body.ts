// What a frontend writes: one case a block, and the compiler knows each block's fields.
import type { BodyQuery } from './generated'

type Entry = Extract<NonNullable<BodyQuery['page']>, { body: unknown }>
type Block = Entry['body'][number]

export function render(block: Block): string {
  switch (block.__typename) {
    case 'HeadingBlock':
      return `<h${block.level} id="${block.anchor}">${block.headline}</h${block.level}>`
    case 'ParagraphBlock':
      return block.text.html
    case 'ImageBlock':
      return `<img src="${block.figure.image.rendition.url}" alt="${block.figure.alt}">`
    case 'QuoteBlock':
      return block.attribution === null ? block.quote : `${block.quote} — ${block.attribution}`
    case 'TableBlock':
      return block.rows.map((row) => row.join('\t')).join('\n')
    default:
      return ''
  }
}
