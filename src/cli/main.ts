import { setFlagsFromString } from 'node:v8';
import { endProcess } from './end-process.ts';
import { EXIT } from './exit-code.ts';
import { program, tellProblem } from './program.ts';

// V8 lets a heap grow to several times what lives in it before it looks for garbage. A scan makes much of that and keeps
// little; with this share of it on top, it takes half the memory and no more time.
setFlagsFromString('--heap-growing-percent=25');

// The SDK announces the end of its support for a version of Node on standard error, between the user and the result.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
process.removeAllListeners('warning');
// Where DEBUG is set, as it is for other tools, the proxy agents would print the proxy with its password.
delete process.env.DEBUG;

// Whoever writes hears of what cannot be written, or does not care.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const words = process.argv.slice(2);
// Node would end with a stack and the exit code of a gate that fails.
process.on('uncaughtException', async (error) => process.exit(await tellProblem(error, words)));

const exitCode = await program(words);
// After an interrupt, calls that wait to be tried again would keep the process.
if (exitCode >= EXIT.hungUp) endProcess(exitCode);
process.exitCode = exitCode;
// So would the SDK's wait for another attempt of a call that was given up, with everything written.
setTimeout(() => process.exit(), 200).unref();
