import { type Address, createNameCodec, type Names } from '@keyrack/core/provider';
import type { Parameter } from './client.js';
import { kind, refused } from './errors.js';

/**
 * Addresses as names of parameters. Each is checked before any request: AWS trims spaces, and takes `:` for a selector. What is read may
 * also be an ARN, or the name of a public parameter.
 */
export interface ParameterNames extends Names<string> {
  /** The folder to list. */
  folder(prefix: readonly string[]): string;
}

// The grammar: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html
const hierarchy = /^(\/[\w.-]+)+$/;
const flat = /^[\w.-]+$/;
const arn = /^arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:parameter((?:\/[\w.-]+)+)$/;
const reserved = /^\/?(aws|ssm)/i;
/** A version of a parameter, or a label of one. */
export const selector: RegExp = /^(\d{1,10}|[A-Za-z][\w.-]{0,99})$/;
const maxLevels = 15;
// 1,011 with the ARN before it, whose length depends on the region.
const maxLength = 951;

/** Makes the names below a prefix; `.` escapes, because names are full of `-` and `_`, and `%` is not allowed. */
export function createNames(prefix: string): ParameterNames {
  const root = prefix.replace(/\/$/, '');
  if (root !== '' && !hierarchy.test(root)) throw refused('the prefix must be like /shop/web, of letters, digits and _ . -');
  const rules = { kind, literal: 'A-Za-z0-9_-', separator: '/', mark: '.', caseSensitive: true, maxLength };
  const codec = createNameCodec({ ...rules, prefix: `${root}/` });

  const nameOf = (address: Address): string => ('path' in address ? codec.encode(address.path) : address.reference);

  return {
    of(address, use) {
      const name = nameOf(address);
      if (use === 'read') {
        checked(arn.exec(name)?.[1] ?? name);
        return name;
      }
      if (reserved.test(name)) throw refused('names that begin with "aws" or "ssm" belong to AWS. Use another name or prefix.');
      return checked(name);
    },
    key: canonical,
    folder: (path) => (path.length === 0 ? root || '/' : checked(codec.encode(path))),
    address(name) {
      const path = codec.decode(name);
      // What others wrote need not be a name of ours.
      return path ? { path } : { reference: name };
    },
  };
}

/** One spelling for each parameter: `/KEY` and `KEY` are the same one. */
export function canonical(name: string): string {
  return name.replace(/^\/(?=[^/]+$)/, '');
}

/** Whether an answer is about the name or ARN that was asked for. */
export function isNamed({ Name = '', ARN }: Pick<Parameter, 'Name' | 'ARN'>, asked: string): boolean {
  if (!asked.startsWith('arn:')) return canonical(Name) === canonical(asked);
  // Of a parameter of another account the name is the ARN.
  return ARN === undefined ? Name === asked || Name === arn.exec(asked)?.[1] : ARN === asked;
}

/** Whether a name belongs into a listing of this folder. The root holds the names without levels too. */
export function isBelow(folder: string, name: string): boolean {
  return name !== '' && (folder === '/' || name.startsWith(`${folder}/`));
}

function checked(name: string): string {
  if (!hierarchy.test(name) && !flat.test(name))
    throw refused('the name of a parameter has letters, digits and _ . - only, and begins with / when it has several levels.');
  if (name.split('/').length - 1 > maxLevels) throw refused(`the name of a parameter has at most ${maxLevels} levels.`);
  if (name.length > maxLength) throw refused(`the name of a parameter has at most ${maxLength} characters. Shorten it.`);
  return name;
}
