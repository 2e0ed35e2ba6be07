/**
 * X.509: a certificate authority of our own, and the certificate of the Kubernetes API's port. Keys are ECDSA P-256.
 * A renewed authority keeps its name and its key, so that who trusts the old certificate trusts the new one as well.
 */

import 'reflect-metadata';
import { createPrivateKey, createPublicKey, randomBytes, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { IdentityText } from './identity.ts';

cryptoProvider.set(crypto);

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const AUTHORITY = 'CN=overlay-console-ca';
const DAY_MS = 86_400_000;
/** Days. */
const VALID = { authority: 3_650, serving: 365 };
/** Clocks of clients may be behind, ms. */
const BACKDATED_MS = 3_600_000;

/** What to issue, and what there is already. */
export interface Order {
  /** ms since 1970. */
  readonly now: number;
  /** DNS names and IP addresses of the server. */
  readonly names: readonly string[];
  /** The authority's key, of a former start. */
  readonly authorityKey?: string;
  /** Its certificate; without one, or one about to expire, the authority gets a new one. */
  readonly authorityCert?: string;
}

export interface Issued {
  readonly authority: IdentityText;
  readonly serving: IdentityText;
}

/** A certificate for these names, and the authority that signed it: the one handed in, where it serves. */
export async function issue({ now, names, authorityKey, authorityCert }: Order): Promise<Issued> {
  const keys = authorityKey === undefined ? await newKeys() : await keysOf(authorityKey);
  const cert = authorityCert ?? (await authority(keys, now));
  const own = await newKeys();
  const serving = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    issuer: new X509Certificate(cert).subject,
    subject: 'CN=overlay-console',
    ...validity(now, VALID.serving),
    signingAlgorithm: ALGORITHM,
    publicKey: own.publicKey,
    signingKey: keys.privateKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isIP(name) === 0 ? 'dns' : 'ip', value: name }) as const),
      ),
      await SubjectKeyIdentifierExtension.create(own.publicKey),
      await AuthorityKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    authority: { key: authorityKey ?? (await pemOf(keys.privateKey)), cert },
    serving: { key: await pemOf(own.privateKey), cert: serving.toString('pem') },
  };
}

async function authority(keys: CryptoKeyPair, now: number): Promise<string> {
  const cert = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: AUTHORITY,
    ...validity(now, VALID.authority),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return cert.toString('pem');
}

function validity(now: number, days: number): { readonly notBefore: Date; readonly notAfter: Date } {
  return { notBefore: new Date(now - BACKDATED_MS), notAfter: new Date(now + days * DAY_MS) };
}

/** Positive, 64 bits of chance (CA/Browser Forum, Baseline Requirements 7.1). */
function serialNumber(): string {
  return `01${randomBytes(8).toString('hex')}`;
}

function newKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function keysOf(pem: string): Promise<CryptoKeyPair> {
  const key = createPrivateKey(pem);
  const [pkcs8, spki] = [
    key.export({ format: 'der', type: 'pkcs8' }),
    createPublicKey(key).export({ format: 'der', type: 'spki' }),
  ];
  return {
    privateKey: await crypto.subtle.importKey('pkcs8', pkcs8, ALGORITHM, true, ['sign']),
    publicKey: await crypto.subtle.importKey('spki', spki, ALGORITHM, true, ['verify']),
  };
}

async function pemOf(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key));
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString();
}
