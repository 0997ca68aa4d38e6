import type { Plugin } from 'vitest/config';

export const pagesForVite: Plugin;
