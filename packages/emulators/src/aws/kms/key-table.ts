import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../kit/clock.js';
import { kmsArn } from '../account.js';
import { AwsError } from '../aws-error.js';
import type { Resource } from '../permissions.js';
import type { EncryptionContext } from './ciphertext.js';
import { keyIdOf, seal, unseal } from './ciphertext.js';

/** A symmetric key. */
export interface KmsKey {
  readonly keyId: string;
  readonly arn: string;
  readonly description: string;
  readonly createdAt: number;
  /** `AWS` for the keys that a service brings along. */
  readonly manager: 'AWS' | 'CUSTOMER';
  readonly aliases: Set<string>;
  enabled: boolean;
}

/** The keys of one region. */
export interface KeyTable {
  create(options?: { readonly description?: string; readonly alias?: string; readonly manager?: KmsKey['manager'] }): KmsKey;
  addAlias(alias: string, keyId: string): void;
  aliases(): readonly (readonly [alias: string, key: KmsKey])[];
  /** By id, ARN, alias or the alias's ARN. @throws NotFoundException */
  find(reference: string): KmsKey;
  /** @throws DisabledException */
  encrypt(key: KmsKey, plaintext: Uint8Array, context: EncryptionContext): Buffer;
  /** Which key it was, found by the ciphertext. @throws InvalidCiphertextException */
  keyOf(ciphertext: Uint8Array): KmsKey;
  /** @throws DisabledException, InvalidCiphertextException */
  decrypt(ciphertext: Uint8Array, context: EncryptionContext): Buffer;
  /** The plaintext even with a disabled key; for looking in from outside. */
  peek(ciphertext: Uint8Array, context: EncryptionContext): Buffer;
}

/** The keys of a region, with the one that Parameter Store brings along. */
export function createKeyTable(region: string, clock: Clock): KeyTable {
  const keys = new Map<string, KmsKey>();
  const materials = new WeakMap<KmsKey, Buffer>();
  const aliases = new Map<string, string>();

  const table: KeyTable = {
    create({ description = '', alias, manager = 'CUSTOMER' } = {}) {
      const keyId = randomUUID();
      const arn = kmsArn(region, `key/${keyId}`);
      const key: KmsKey = { keyId, arn, description, createdAt: clock.now(), manager, aliases: new Set(), enabled: true };
      keys.set(keyId, key);
      materials.set(key, randomBytes(32));
      if (alias !== undefined) table.addAlias(alias, keyId);
      return key;
    },
    addAlias(alias, keyId) {
      if (aliases.has(alias))
        throw new AwsError('AlreadyExistsException', `An alias with the name ${kmsArn(region, alias)} already exists`);
      table.find(keyId).aliases.add(alias);
      aliases.set(alias, keyId);
    },
    aliases: () => [...keys.values()].flatMap((key) => [...key.aliases].map((alias) => [alias, key] as const)),
    find(reference) {
      const short = reference.startsWith(kmsArn(region, '')) ? reference.slice(kmsArn(region, '').length) : reference;
      const key = keys.get(aliases.get(short) ?? short.replace(/^key\//, ''));
      if (!key) throw notFound(region, short);
      return key;
    },
    encrypt(key, plaintext, context) {
      checkEnabled(key);
      return seal(key.keyId, materialOf(key), plaintext, context);
    },
    keyOf(ciphertext) {
      const key = keys.get(keyIdOf(ciphertext));
      if (!key) throw invalidCiphertext();
      return key;
    },
    decrypt(ciphertext, context) {
      checkEnabled(table.keyOf(ciphertext));
      return table.peek(ciphertext, context);
    },
    peek(ciphertext, context) {
      const plaintext = unseal(materialOf(table.keyOf(ciphertext)), ciphertext, context);
      if (!plaintext) throw invalidCiphertext();
      return plaintext;
    },
  };

  function materialOf(key: KmsKey): Buffer {
    return materials.get(key) ?? randomBytes(32);
  }

  table.create({
    description: 'Default key that protects my SSM parameters when no other key is defined',
    alias: 'alias/aws/ssm',
    manager: 'AWS',
  });
  return table;
}

/** Everything that a permission may call a key by; `names` are those of what it protects, as a condition on the context could say. */
export function keyResource({ keyId, arn, aliases }: KmsKey, names: readonly string[] = []): Resource {
  return [arn, keyId, ...aliases, ...names];
}

function checkEnabled({ enabled, arn }: KmsKey): void {
  if (!enabled) throw new AwsError('DisabledException', `${arn} is disabled.`);
}

function invalidCiphertext(): AwsError {
  return new AwsError('InvalidCiphertextException', '');
}

function notFound(region: string, short: string): AwsError {
  const message = short.startsWith('alias/')
    ? `Alias ${kmsArn(region, short)} is not found.`
    : `Key '${kmsArn(region, `key/${short}`)}' does not exist`;
  return new AwsError('NotFoundException', message);
}
