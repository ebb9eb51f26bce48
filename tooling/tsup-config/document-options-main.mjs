#!/usr/bin/env node
// Ends the build of a provider: the declarations in `dist` get documentation from their option table.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { documentOptions } from './document-options.mjs';

for (const path of globSync('dist/**/*.d.ts')) writeFileSync(path, documentOptions(readFileSync(path, 'utf8')));
