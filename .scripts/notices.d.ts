export function packageFolders(files: readonly string[]): string[];
export function thirdPartyNotices(folders: readonly string[]): Promise<string>;
