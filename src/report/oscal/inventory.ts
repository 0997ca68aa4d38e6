import type { FindingResource } from '../../finding/report.ts';
import { line, markup, property, standardProperty, uuidFor } from './text.ts';

/** Every resource that something is said of, once: the things that the system is made of. */
export class Inventory {
  /** Each as it will be written, which takes less room than what it is made of. */
  readonly #items = new Map<string, { readonly uuid: string; readonly text: string }>();

  /** The UUID of a resource, which is known from then on. */
  uuidOf(resource: FindingResource): string {
    const { type, id, region } = resource;
    const key = `${type}\n${region}\n${id}`;
    const known = this.#items.get(key);
    if (known !== undefined) return known.uuid;
    const uuid = uuidFor('resource', type, id, region);
    this.#items.set(key, { uuid, text: line(inventoryItem(resource, uuid)) });
    return uuid;
  }

  /** Those that are known, as JSON. */
  *lines(): Generator<string> {
    for (const { text } of this.#items.values()) yield text;
  }
}

function inventoryItem({ type, id, region, tags = {} }: FindingResource, uuid: string) {
  return {
    uuid,
    description: markup(`${type} ${id}`),
    props: [
      standardProperty('asset-id', id),
      property('type', type),
      property('region', region),
      ...Object.entries(tags).map(([key, value]) => property('tag', `${key}=${value}`)),
    ],
  };
}
