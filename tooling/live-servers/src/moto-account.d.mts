/** Who may do what on moto. moto looks at actions only: resources and conditions make no difference. */
export interface MotoUser {
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** From now on the user may do everything but these actions. */
  deny(...actions: readonly string[]): Promise<void>;
}

/** A fresh account on a running moto that checks signatures and permissions. */
export interface MotoAccount {
  addUser(name: string): Promise<MotoUser>;
  /** A role that everybody may assume and that may do everything; its ARN. */
  addRole(name: string): Promise<string>;
}

export function motoUrl(): string;
export function openMotoAccount(url?: string): Promise<MotoAccount>;
