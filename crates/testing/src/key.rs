//! A passkey as a stick holds one (ES256, attestation "none"), and the browser that carries its answers.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Who holds it touched it, and was looked at.
const HELD: u8 = 0b0000_0101;
/// The key itself stands in what is signed.
const MADE: u8 = 0b0100_0000;

/// A key that a browser on `origin` uses. A clone is what a thief has who copied it.
#[derive(Clone, Debug)]
pub struct Key {
    /// The address that its browser says it is on.
    pub origin: String,
    /// What it says it was asked for: the host that is told, unless the test says otherwise.
    pub host: Option<String>,
    /// How often it has signed; it stays 0 on a key that does not count.
    pub signed: u32,
    /// Whether it counts.
    pub counts: bool,
    /// Whether it looks who holds it.
    pub looks: bool,
    /// What it never shows.
    pub secret: Vec<u8>,
}

impl Key {
    /// A new one, of a browser on this address.
    pub fn new(origin: &str) -> Self {
        let secret =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new());
        Self {
            origin: origin.to_owned(),
            host: None,
            signed: 0,
            counts: true,
            looks: true,
            secret: secret.unwrap().as_ref().to_vec(),
        }
    }

    /// Answers a page that asks for a new key.
    pub fn make(&mut self, told: &str) -> String {
        let told = &told_of(told)["publicKey"];
        let host = told["rp"]["id"].as_str().unwrap();
        let point = self.pair().public_key().as_ref().to_vec();
        let mut data = self.data(host, HELD | MADE);
        data.extend([0; 16]);
        data.extend([0, 32]);
        data.extend(self.id());
        // A COSE key: EC2, ES256, P-256, x and y.
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(&point[1..33]);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(&point[33..]);
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(&data);
        let client = self.client("webauthn.create", told);
        self.answer(&json!({
            "attestationObject": BASE64.encode(object),
            "clientDataJSON": BASE64.encode(client),
            "transports": ["usb"],
        }))
    }

    /// Answers a page that asks for a signature.
    pub fn sign(&mut self, told: &str) -> String {
        let told = &told_of(told)["publicKey"];
        self.signed += u32::from(self.counts);
        let data = self.data(told["rpId"].as_str().unwrap(), HELD);
        let client = self.client("webauthn.get", told);
        let signed = [data.as_slice(), &Sha256::digest(&client)].concat();
        let signature = self.pair().sign(&SystemRandom::new(), &signed).unwrap();
        self.answer(&json!({
            "authenticatorData": BASE64.encode(data),
            "clientDataJSON": BASE64.encode(client),
            "signature": BASE64.encode(signature),
            "userHandle": null,
        }))
    }

    fn pair(&self) -> EcdsaKeyPair {
        let (way, chance) = (&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new());
        EcdsaKeyPair::from_pkcs8(way, &self.secret, chance).unwrap()
    }

    fn id(&self) -> Vec<u8> {
        Sha256::digest(self.pair().public_key()).to_vec()
    }

    fn data(&self, host: &str, flags: u8) -> Vec<u8> {
        let host = self.host.as_deref().unwrap_or(host);
        let flags = if self.looks { flags } else { flags & !0b100 };
        [&Sha256::digest(host)[..], &[flags], &self.signed.to_be_bytes()].concat()
    }

    fn client(&self, kind: &str, told: &Value) -> String {
        let said = json!({
            "type": kind,
            "challenge": told["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        });
        said.to_string()
    }

    fn answer(&self, response: &Value) -> String {
        let id = BASE64.encode(self.id());
        json!({"id": id, "rawId": id, "type": "public-key", "response": response}).to_string()
    }
}

fn told_of(told: &str) -> Value {
    serde_json::from_str(told).unwrap()
}
