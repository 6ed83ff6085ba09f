/** A text that people see in the manifest, in the languages that the extension speaks. */
export interface Words {
  en: string;
  ru: string;
}
