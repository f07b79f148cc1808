// What the page scripts share through globalThis, and what the build puts beside them.
export {};

interface PageTools {
  search(question: (module: any) => Promise<any>): Promise<any>;
  address(url: string): string;
  element(tag: string, content: any, attributes?: Record<string, string | undefined>): HTMLElement;
  fill(text: string | undefined, values: Record<string, any>): string;
}

declare global {
  /** assets/search/classic.js */
  var gksite: any;
  /** pagefind/text.js, written by gksite/searching/index.py */
  var gksiteText: any;
  /** Pagefind's program behind gksite/searching/program.js */
  var createInstance: (settings: object) => any;
  /** assets/site.js */
  var gksitePage: PageTools;
  /** assets/mode.js */
  var gksiteReading: (chosen: Record<string, any>) => void;
}
