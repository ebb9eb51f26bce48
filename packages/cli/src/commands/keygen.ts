import type { Vault } from '@keyrack/config';
import { generateVaultKey } from '@keyrack/sops';
import type { Command } from '../command.js';
import { resultFlag } from '../flags.js';
import { printResult } from '../result.js';
import { UsageError } from '../usage-error.js';

/** `keygen [VAULT]`: makes an age key pair for a SOPS vault; the public key goes to standard output. */
export const keygenCommand: Command = {
  name: 'keygen',
  summary: 'make an age key pair for a SOPS vault',
  args: '[VAULT]',
  flags: [{ flags: '--force', summary: 'make another key beside the one that is there' }, resultFlag],
  examples: ['keygen', 'keygen dev'],
  async run(call) {
    const {
      args: [name],
      flags,
      session,
    } = call;
    const project = await session.project();
    const vault = pick(await project.vaults(), name);
    if (!/^sops(\/age)?$/.test(vault.kind) && !vault.kind.endsWith('/age')) {
      session.out.warn(`Vault ${vault.name} (${vault.kind}) is not opened with age keys; there is nothing to generate.`);
      return;
    }
    const { env, homeDir } = session.terminal;
    const places = keyPlaces(vault);
    project.watchFile(places.recipientsFile ?? '.sops.yaml', `vault ${vault.name}`);
    session.tellWarnings();
    const key = await generateVaultKey({
      baseDir: project.basePath,
      filePattern: vault.filePattern,
      force: flags.force,
      env,
      homeDir,
      warn: session.out.warn,
      ...places,
    });
    if (key.generated) {
      session.out.success(`Vault ${vault.name} (${vault.kind}): Generated an age key pair.`);
      session.out.info(`  private identity → ${key.identityFile} (keep out of version control)`);
      session.out.info(`  public recipient → ${key.recipientsFile} (safe to commit)`);
    } else session.out.info(`Vault ${vault.name} already has key material. Use --force to generate more.`);
    if (flags.format !== 'json') session.out.data(`${key.recipient}\n`);
    printResult(call, { action: 'keygen', vault: vault.name, ...key });
  },
};

// What the vault says about where its keys lie.
function keyPlaces({ name, spec }: Vault): { ageKeyFile?: string | undefined; recipientsFile?: string | undefined } {
  const { age_key: key, age_key_file: file, age_recipients: pinned, recipients_file: recipients } = spec;
  const { store = 'file', path, value } = typeof key === 'object' && key !== null ? (key as Record<string, unknown>) : {};
  if (typeof key === 'string' || value !== undefined)
    throw new UsageError(`vault ${name} has its private key in age_key. Remove that to generate one.`);
  if (pinned !== undefined)
    throw new UsageError(`vault ${name} pins age_recipients. Remove that to let keygen keep the recipients in .sops.yaml.`);
  if (store !== 'file')
    throw new UsageError(
      `vault ${name} keeps its key in the store ${String(store)}, which keygen cannot write yet. Use age_key_file.`,
    );
  return {
    ageKeyFile: typeof path === 'string' ? path : typeof file === 'string' ? file : undefined,
    recipientsFile: typeof recipients === 'string' ? recipients : undefined,
  };
}

function pick(vaults: readonly Vault[], name: string | undefined): Vault {
  // A vault that several stacks define under one name counts once: the nearest definition to the main file.
  const byName = new Map(vaults.toReversed().map((vault) => [vault.name, vault]));
  const names = [...byName.keys()].sort().join(', ');
  const [only] = byName.values();
  if (name !== undefined) {
    const vault = byName.get(name);
    if (vault) return vault;
    throw new UsageError(names === '' ? noVault : `there is no secrets vault "${name}". Configured: ${names}.`);
  }
  if (only === undefined) throw new UsageError(noVault);
  if (byName.size > 1) throw new UsageError(`multiple vaults configured; name one: ${names}.`);
  return only;
}

const noVault = 'no secrets vault is configured. Add one under secrets.providers.';
