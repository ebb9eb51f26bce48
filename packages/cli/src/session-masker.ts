import type { MaskSettings } from '@keyrack/config';
import type { Masker } from '@keyrack/core';
import { createMasker } from '@keyrack/core/masker';
import type { FindHidden, Found } from './mask-patterns.js';

/** The masker of one run. What the main configuration says of masking is known to it later than the first values. */
export interface SessionMasker extends Masker {
  /** Takes over the settings; what cannot be used of them is left out, and told. */
  configure(settings: MaskSettings, warn: (message: string) => void): Promise<void>;
}

// Logins of the environment itself, which a backend or a child may print.
const maskedVariables = [
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'GITLAB_TOKEN',
  'CI_JOB_TOKEN',
  'DATADOG_API_KEY',
  'DD_API_KEY',
  'ANTHROPIC_API_KEY',
];

// Tokens that their makers gave a form of their own: of GitHub, GitLab, OpenAI, AWS and age, and whatever a header carries.
const knownTokens: readonly RegExp[] = [
  /ghp_[A-Za-z0-9]{36}/g,
  /gho_[A-Za-z0-9]{36}/g,
  /github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}/g,
  /glpat-[\w-]{20}/g,
  /sk-[A-Za-z0-9]{48}/g,
  /Bearer [\w.~+/-]+=*/g,
  /AKIA[0-9A-Z]{16}/g,
  /AGE-SECRET-KEY-[0-9A-Z-]{40,}/gi,
];

// This is how long all patterns of the configuration together may take for one text.
const patienceMs = 2000;

/** Makes the masker of one run, which knows the logins of the environment and the forms of common tokens. */
export function createSessionMasker(env: Readonly<Record<string, string | undefined>>): SessionMasker {
  const values = [...maskedVariables.flatMap((name) => env[name] || [])];
  const hidden = [...knownTokens, ...accessKeyId(env.AWS_ACCESS_KEY_ID)].map(
    (pattern): FindHidden =>
      (text) =>
        text.matchAll(pattern),
  );
  let known = createMasker();
  for (const value of values) known.register(value);

  return {
    get replacement() {
      return known.replacement;
    },
    register(value) {
      values.push(value);
      return known.register(value);
    },
    mask(text) {
      // Replacements part the text for what comes after, so none of them is looked at again.
      const parts = known.mask(text).split(known.replacement);
      const until = performance.now() + patienceMs;
      return hidden
        .reduce((rest, find) => rest.flatMap((part) => between(part, find(part, until))), parts)
        .join(known.replacement);
    },
    async configure({ replacement, patterns, literals }, warn) {
      // The patterns come before anything else changes: until they are there, nothing may be printed without them.
      const added = patterns.length === 0 ? [] : (await import('./mask-patterns.js')).compilePatterns(patterns, warn);
      // An empty replacement would hide that something is missing.
      known = createMasker({ replacement: replacement || undefined });
      for (const value of values) known.register(value);
      for (const [index, literal] of literals.entries()) {
        const outcome = known.register(literal);
        if (outcome !== 'masked')
          warn(`settings.terminal.mask.literals[${index}] is not masked: it is ${outcome}. Use another one, or a pattern.`);
      }
      hidden.push(...added);
    },
  };
}

// An identifier and no secret: it is masked as it stands, and not in other encodings.
function accessKeyId(id: string | undefined): readonly RegExp[] {
  return id ? [new RegExp(id.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g')] : [];
}

/** What stands between the matches. An empty match hides nothing and counts for none. */
function between(text: string, found: Iterable<Found>): readonly string[] {
  const kept: string[] = [];
  let end = 0;
  for (const { 0: match, index = 0 } of found) {
    if (match === '') continue;
    kept.push(text.slice(end, index));
    end = index + match.length;
  }
  return [...kept, text.slice(end)];
}
