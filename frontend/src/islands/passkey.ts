// A form that a passkey fills: signing in, the second step, proving again who one is, and adding a passkey.
// It asks the authenticator when it is submitted, puts what that says into the field `credential`, and goes on.
import { type Mount, readProps } from "../lib/island.ts";

interface Options {
  creation_options?: { publicKey: PublicKeyCredentialCreationOptionsJSON };
  request_options?: { publicKey: PublicKeyCredentialRequestOptionsJSON };
}

export const mount: Mount = (element) => {
  const form = element as HTMLFormElement;
  if (!("credentials" in navigator) || typeof PublicKeyCredential === "undefined") {
    tell(form, "impossible");
    return undefined;
  }
  form.hidden = false;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void answer(form);
  };
  form.addEventListener("submit", submit);
  return () => form.removeEventListener("submit", submit);
};

async function answer(form: HTMLFormElement): Promise<void> {
  // A browser knows no passkeys for addresses that are numbers, such as 127.0.0.1.
  if (!window.isSecureContext || /^[\d.]+$|:/.test(location.hostname)) return tell(form, "impossible");
  let options: Options;
  try {
    options = await load(form);
  } catch {
    return tell(form, "unreachable");
  }
  try {
    const credential = await ask(options);
    const field = form.elements.namedItem("credential") as HTMLInputElement;
    field.value = JSON.stringify(credential);
    form.submit();
  } catch {
    // Cancelled, timed out, or unknown to this device: the browser does not say which, for the sake of privacy.
    tell(form, "refused");
  }
}

async function load(form: HTMLFormElement): Promise<Options> {
  const address = form.dataset["options"];
  if (!address) return readProps<Options>(form);
  const response = await fetch(address, { headers: { accept: "application/json", "x-requested-with": "XMLHttpRequest" } });
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as Options;
}

async function ask(options: Options): Promise<unknown> {
  const creation = options.creation_options?.publicKey;
  if (creation) {
    const made = await navigator.credentials.create({
      publicKey: {
        ...creation,
        challenge: bytes(creation.challenge),
        user: { ...creation.user, id: bytes(creation.user.id) },
        excludeCredentials: described(creation.excludeCredentials),
        extensions: { credProps: true },
        // What can be found without a name signs in alone, so the device has to check who holds it.
        authenticatorSelection: {
          ...creation.authenticatorSelection,
          residentKey: "required",
          requireResidentKey: true,
          userVerification: "required",
        },
      } as PublicKeyCredentialCreationOptions,
    });
    return written(made as PublicKeyCredential);
  }
  const request = options.request_options?.publicKey;
  if (!request) throw new Error("no options");
  const found = await navigator.credentials.get({
    publicKey: {
      ...request,
      challenge: bytes(request.challenge),
      allowCredentials: described(request.allowCredentials),
      extensions: {},
    } as PublicKeyCredentialRequestOptions,
  });
  return written(found as PublicKeyCredential);
}

function described(list: PublicKeyCredentialDescriptorJSON[] | undefined): unknown[] {
  return (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));
}

/** As JSON, in the form of WebAuthn level 3; browsers write it themselves only since 2024. */
function written(credential: PublicKeyCredential): unknown {
  const { response } = credential;
  const said: Record<string, unknown> = { clientDataJSON: text(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    said["attestationObject"] = text(response.attestationObject);
    said["transports"] = response.getTransports();
  } else if (response instanceof AuthenticatorAssertionResponse) {
    said["authenticatorData"] = text(response.authenticatorData);
    said["signature"] = text(response.signature);
    said["userHandle"] = response.userHandle ? text(response.userHandle) : null;
  }
  return {
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    response: said,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function bytes(base64url: string): Uint8Array {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const characters = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function tell(form: HTMLFormElement, problem: "refused" | "unreachable" | "impossible"): void {
  const place = form.querySelector<HTMLElement>("[data-problem]");
  if (!place) return;
  place.textContent = place.dataset[problem] ?? "";
  place.hidden = false;
}
