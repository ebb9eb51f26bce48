import { describe, expect, it } from 'vitest';
import { findAgeIdentities, generateAgeIdentity, type IdentityIo, readSopsDocument, recipientOf } from '../src/index.js';
import { splitCommand } from '../src/split-command.js';
import { identities, recipients, vector } from './vectors.js';

const { one = '', two = '', three = '', stranger = '' } = identities;

function io(env: Record<string, string>, files: Record<string, string | Error> = {}, more: Partial<IdentityIo> = {}): IdentityIo {
  const readFile = async (path: string): Promise<string | undefined> => {
    const file = files[path];
    if (file instanceof Error) throw file;
    return file;
  };
  return { env, readFile, homeDir: '/home/me', platform: 'linux', ...more };
}

describe('findAgeIdentities', () => {
  it('collects every place', async () => {
    const run = async (command: readonly string[]): Promise<string> => (command[1] === 'two words' ? three : '');
    const found = await findAgeIdentities(
      io(
        {
          SOPS_AGE_KEY: `${one} ${two}\n# note\n`.replace('# note', ''),
          SOPS_AGE_KEY_FILE: '/k',
          SOPS_AGE_KEY_CMD: `helper "two words"`,
        },
        { '/k': `# x\n${two}\n`, '/home/me/.config/sops/age/keys.txt': stranger },
        { run },
      ),
    );
    expect(found.identities).toEqual([one, two, three, stranger]);
  });

  it.each([
    ['linux', {}, '/home/me/.config/sops/age/keys.txt'],
    ['darwin', {}, '/home/me/Library/Application Support/sops/age/keys.txt'],
    ['darwin', { XDG_CONFIG_HOME: '/x' }, '/x/sops/age/keys.txt'],
    ['win32', { APPDATA: 'C:\\Data' }, 'C:\\Data\\sops\\age\\keys.txt'],
  ])('reads the keys file of %s', async (platform, env, path) => {
    expect((await findAgeIdentities(io(env, { [path]: one }, { platform }))).identities).toEqual([one]);
  });

  it('voids a place with a bad line, says so, and never quotes what it read', async () => {
    const found = await findAgeIdentities(
      io(
        { SOPS_AGE_KEY: `${one}\nnot-a-key-canary`, SOPS_AGE_KEY_FILE: '/k', SOPS_AGE_KEY_CMD: 'x "' },
        { '/k': new Error('canary'), '/home/me/.config/sops/age/keys.txt': two },
      ),
    );
    expect(found.identities).toEqual([two]);
    expect(found.report).toMatch(
      /SOPS_AGE_KEY \(.*line 2.*\), SOPS_AGE_KEY_FILE \/k \(cannot be read\), SOPS_AGE_KEY_CMD \(not a command line\)/,
    );
    expect(found.report).not.toContain('canary');
  });

  it('reports what it looked at when nothing fits', async () => {
    const source = { ageIdentities: () => findAgeIdentities(io({ SOPS_AGE_SSH_PRIVATE_KEY_FILE: '/ssh' })) };
    const document = await readSopsDocument(vector('nested'));
    await expect(document.decrypt(source)).rejects.toMatchObject({
      code: 'NO_KEY',
      message: expect.stringMatching(
        /SOPS_AGE_SSH_PRIVATE_KEY_FILE \(not supported yet\), SOPS_AGE_KEY \(not set\).*keys\.txt \(no such file\)/,
      ),
    });
  });
});

describe('age keys', () => {
  it('come in pairs', async () => {
    const { identity, recipient } = await generateAgeIdentity();
    expect(await recipientOf(identity)).toBe(recipient);
    for (const name of ['one', 'hybrid']) expect(await recipientOf(identities[name] ?? '')).toBe(recipients[name]);
    await expect(recipientOf('AGE-SECRET-KEY-1X')).rejects.toMatchObject({ code: 'BAD_KEY' });
  });

  it('are asked for once, and not at all without an age key in the document', async () => {
    let asked = 0;
    const ageIdentities = (): string[] => {
      asked += 1;
      return [one, two];
    };
    const source = { ageIdentities };
    await (await readSopsDocument(vector('shamir'))).decrypt(source);
    expect(asked).toBe(1);
    const text = vector('nested').replace(/ {4}age:[\s\S]*?recipient: .*/, '    pgp: [{fp: X, enc: x}]');
    await expect((await readSopsDocument(text)).decrypt(source)).rejects.toMatchObject({ code: 'NO_KEY' });
    expect(asked).toBe(1);
  });
});

describe('splitCommand', () => {
  it.each([
    [`op read 'op://a b/c'`, ['op', 'read', 'op://a b/c']],
    [String.raw`a\ b "c \"d\" \n" e'f'g  ""`, ['a b', String.raw`c "d" \n`, 'efg', '']],
    ['$HOME * ;', ['$HOME', '*', ';']],
    ['', []],
    ['"open', undefined],
    ["a 'b", undefined],
  ])('%s', (line, words) => {
    expect(splitCommand(line)).toEqual(words);
  });
});
