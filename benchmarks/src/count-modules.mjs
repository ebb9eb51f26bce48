// Preloaded into a command: records every JavaScript module that it loads, with its size, and says so when it exits.
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const loaded = [];

registerHooks({
  load(url, context, next) {
    const result = next(url, context);
    if (url.startsWith('file:')) loaded.push({ url, bytes: result.source?.length ?? 0 });
    return result;
  },
});

process.on('exit', () => writeFileSync(process.env.KEYRACK_COUNT_FILE, JSON.stringify(loaded)));
