/** How a document says which language it is in, so that it is read aloud and parted as that language is. */
export const languageTags = { da: "da-DK", en: "en-GB" } as const;
