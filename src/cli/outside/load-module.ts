import { readFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { addressOf, type Published, publishedFiles } from './published.ts';

type Exports = Readonly<Record<string, unknown>>;
type Load = (path: string) => Promise<Exports>;

/** What Node 22.15 and 24 have and the types of Node 20 lack: https://nodejs.org/api/module.html */
interface ModernModule {
  registerHooks(hooks: {
    readonly resolve: <Resolved>(
      specifier: string,
      context: unknown,
      nextResolve: (specifier: string, context?: unknown) => Resolved,
    ) => Resolved | { readonly url: string; readonly shortCircuit: true };
    readonly load: <Loaded>(
      url: string,
      context: unknown,
      nextLoad: (url: string, context: unknown) => Loaded,
    ) => Loaded | { readonly format: 'module'; readonly source: string; readonly shortCircuit: true };
  }): unknown;
  stripTypeScriptTypes(code: string): string;
}

/** What is asked of every module by those who pass it on. */
const PROBED = new Set(['__esModule', 'default', 'then']);

const TYPESCRIPT = /\.m?ts$/;

let load: Load | undefined;

/**
 * Loads a file of rules, readers or tests, and all that it imports: `postern/…` is the package that runs, and TypeScript
 * loses its types on the way.
 */
export async function loadModule(path: string): Promise<Exports> {
  load ??= isModern(nodeModule) ? modernLoad(nodeModule) : olderLoad();
  return load(path);
}

function isModern(module: object): module is ModernModule {
  return 'registerHooks' in module && 'stripTypeScriptTypes' in module;
}

function modernLoad(module: ModernModule): Load {
  const published = publishedFiles();
  module.registerHooks({
    resolve: (specifier, context, nextResolve) => {
      const url = addressOf(specifier, published);
      if (url !== undefined) return { url, shortCircuit: true };
      try {
        return nextResolve(specifier, context);
      } catch (error) {
        // TypeScript lets a file be imported by the name of what will be made of it.
        if (!/^\.{1,2}\/.*\.m?js$/.test(specifier)) throw error;
        try {
          return nextResolve(specifier.replace(/js$/, 'ts'), context);
        } catch {
          throw error;
        }
      }
    },
    load: (url, context, nextLoad) => {
      if (!url.startsWith('file:') || !TYPESCRIPT.test(new URL(url).pathname)) return nextLoad(url, context);
      const source = module.stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'));
      return { format: 'module', source, shortCircuit: true };
    },
  });
  return nativeLoad;
}

function olderLoad(): Load {
  const published = publishedFiles();
  nodeModule.register(new URL('./resolve-hook.js', import.meta.url), { data: published });
  let typescript: Promise<Load> | undefined;
  return async (path) => {
    if (!TYPESCRIPT.test(path)) return nativeLoad(path);
    typescript ??= loadByJiti(published);
    return (await typescript)(path);
  };
}

async function loadByJiti(published: Published): Promise<Load> {
  const { createJiti } = await import('jiti/static');
  const virtualModules = new Proxy<Record<string, Promise<Exports>>>(
    {},
    {
      has: (_, name) => typeof name === 'string' && addressOf(name, published) !== undefined,
      get: async (_, name) => {
        const exports: Exports = await import(addressOf(String(name), published) ?? String(name));
        return strictly(String(name), exports);
      },
    },
  );
  // Its cache would lie where others can write, and its ways with `default` would hide that there is none.
  const jiti = createJiti(import.meta.url, { fsCache: false, interopDefault: false, virtualModules });
  return async (path) => ({ ...(await jiti.import<Exports>(path)) });
}

/** What is imported by a name that is not there would be undefined, and nobody would know why. */
function strictly(name: string, exports: Exports): Exports {
  return new Proxy(exports, {
    get: (target, key) => {
      if (typeof key === 'string' && !(key in target) && !PROBED.has(key))
        throw new SyntaxError(`${name} does not provide an export named '${key}'`);
      return Reflect.get(target, key);
    },
  });
}

async function nativeLoad(path: string): Promise<Exports> {
  const exports: Exports = await import(pathToFileURL(path).href);
  return exports;
}
