export function publishedEntries(): readonly { readonly name: string; readonly source: string }[];
export function withExports(manifest: string): string;
