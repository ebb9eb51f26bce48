import type { Vault } from '@keyrack/config';
import type { Call, Command } from '../command.js';
import { resultFlag } from '../flags.js';
import { UsageError } from '../usage-error.js';

/** `keygen [VAULT]`: makes an age key pair for a SOPS vault; the public key goes to standard output. */
export const keygenCommand: Command = {
  name: 'keygen',
  summary: 'make an age key pair for a SOPS vault',
  args: '[VAULT]',
  flags: [{ flags: '--force', summary: 'make another key beside the one that is there' }, resultFlag],
  examples: ['keygen', 'keygen dev'],
  async run(call) {
    const { args: [name], flags, session } = call;
    const project = await session.project();
    const vault = pick(await project.vaults(), name);
    if (!/^sops(\/age)?$/.test(vault.kind) && !vault.kind.endsWith('/age')) {
      session.out.warn(`Vault ${vault.name} (${vault.kind}) is not opened with age keys; there is nothing to generate.`);
      return;
    }
    const { generateVaultKey } = await import('@keyrack/sops');
    const result = await generateVaultKey({
      baseDir: project.basePath,
      spec: vault.spec,
      filePattern: vault.filePattern,
      force: flags.force === true,
      env: session.terminal.env,
      homeDir: session.terminal.homeDir,
    });
    if (!result) {
      session.out.info(`Vault ${vault.name} already has key material. Use --force to generate more.`);
      return;
    }
    session.out.success(`Vault ${vault.name} (${vault.kind}): Generated an age key pair.`);
    session.out.info(`  private identity → ${result.identityFile} (keep out of version control)`);
    session.out.info(`  public recipient → ${result.recipientsFile} (safe to commit)`);
    session.out.data(flags.format === 'json' ? `${JSON.stringify({ vault: vault.name, ...result })}\n` : `${result.recipient}\n`);
  },
};

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
