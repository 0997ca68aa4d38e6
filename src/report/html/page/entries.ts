import type { About, Detail, Facts, Row, Rows } from '../page-data.ts';

/** A finding of the list. */
export interface Entry {
  readonly row: Row;
  readonly about: About;
  /** First part of the id of its rule. */
  readonly service: string;
  /** Reads what is shown when it is opened. */
  readonly detail: () => Detail;
  /** All its words in small letters, to search in. */
  readonly words: () => string;
}

/** What the page holds: the findings in their order, the gravest first. */
export function readEntries({ aliases }: Facts): Entry[] {
  const details = data('details');
  const abouts: About[] = [];
  return data('rows').flatMap((block, index) => {
    const { abouts: fresh, rows }: Rows = JSON.parse(textOf(block));
    abouts.push(...fresh);
    const chunk = new Chunk(textOf(details[index]));
    return rows.map((row, at) => entryOf(row, aboutOf(abouts, row), chunk, at, aliases));
  });
}

/** What the page knows beside the findings. */
export function readFacts(): Facts {
  return JSON.parse(textOf(data('facts')[0]));
}

function data(name: string): Element[] {
  return [...document.querySelectorAll(`script[data-of="${name}"]`)];
}

function textOf(block: Element | undefined): string {
  return block?.textContent ?? '[]';
}

function aboutOf(abouts: readonly About[], { about }: Row): About {
  const found = abouts[about];
  if (found === undefined) throw new Error(`the page has nothing at ${about}`);
  return found;
}

function entryOf(row: Row, about: About, chunk: Chunk, at: number, aliases: Facts['aliases']): Entry {
  const [service = about.ruleId] = about.ruleId.split('/');
  let words: string | undefined;
  return {
    row,
    about,
    service,
    detail: () => chunk.detail(at),
    words: () => {
      if (words !== undefined) return words;
      const { name, description, places, severity, id } = row;
      const { ruleId, title, type, compliance } = about;
      const texts = [
        title,
        name,
        description,
        ...new Set(places.map(([account]) => aliases[account] ?? '')),
        ...compliance.map(({ framework, control }) => `${framework} ${control}`),
      ];
      words =
        `${ruleId} ${texts.map(inJson).join(' ')} ${severity.label} ${severity.score.toFixed(1)} ${id} ${places.join(' ')} ${type} ${chunk.line(at)}`.toLowerCase();
      return words;
    },
  };
}

/** Findings that stand in one piece of data, a line each. */
class Chunk {
  readonly #text: string;
  #lines: readonly string[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  line(at: number): string {
    this.#lines ??= this.#text.split('\n').slice(1, -1);
    return this.#lines[at] ?? '';
  }

  detail(at: number): Detail {
    return JSON.parse(this.line(at).replace(/,$/, ''));
  }
}

/** A text as it stands within JSON of the page, so that what is searched for is found in data too. */
export function inJson(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}
