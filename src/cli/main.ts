import { setFlagsFromString } from 'node:v8';
import { EXIT } from './exit-code.ts';
import { program } from './program.ts';

// V8 lets a heap grow to several times what lives in it before it looks for garbage. A scan makes much of that and keeps
// little; with this share of it on top, it takes half the memory and no more time.
setFlagsFromString('--heap-growing-percent=25');

// The SDK announces the end of its support for a version of Node on standard error, between the user and the result.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
process.removeAllListeners('warning');

// A reader that went away, such as `| head`, ends the output and not the verdict.
process.stdout.on('error', (error) => {
  if (!('code' in error && error.code === 'EPIPE')) throw error;
});

const exitCode = await program(process.argv.slice(2));
// After an interrupt, calls that wait to be tried again would keep the process.
if (exitCode === EXIT.interrupted) process.exit(exitCode);
process.exitCode = exitCode;
