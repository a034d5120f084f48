// What of Next.js 15 and 16 the route in docs/api.md uses, with Next's own types.
declare module 'next/headers' {
  type Options = {
    path?: string
    maxAge?: number
    secure?: boolean
    httpOnly?: boolean
    sameSite?: true | false | 'lax' | 'strict' | 'none'
  }
  export function cookies(): Promise<{ set(name: string, value: string, options: Options): unknown }>
  export function draftMode(): Promise<{ readonly isEnabled: boolean; enable(): void; disable(): void }>
}
declare module 'next/navigation' {
  export function redirect(url: string): never
}
