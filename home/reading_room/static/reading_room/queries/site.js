/** The data shared by all pages of a language. */
export const SITE = /* GraphQL */ `
  query Site($locale: String!) {
    site {
      name
      organisation
      contactEmail
      socialLinks { label url }
      locales { code name }
      defaultLocale { code }
      main: menu(handle: "main", locale: $locale) { ...MenuLinks }
      footer: menu(handle: "footer", locale: $locale) { ...MenuLinks }
    }
  }
`;
