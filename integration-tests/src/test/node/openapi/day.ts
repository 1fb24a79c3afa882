// A fleet manager's day, written as the developer of a portal would: against the client made from the OpenAPI document.
// Every path, parameter and field below is checked by the compiler. One line per step; the first failure ends it.
import createClient from "openapi-fetch";
import type { paths } from "voltaire";

declare const process: { env: Record<string, string | undefined>; exit(code: number): never };
declare const console: { log(text: string): void };

const server = process.env.VOLTAIRE ?? "http://127.0.0.1:8080";
const client = createClient<paths>({ baseUrl: server });

type Answer<T> = { data?: T; error?: unknown; response: { status: number } };

function must<T>(step: string, answer: Answer<T>): T {
  if (answer.error !== undefined || answer.data === undefined) {
    throw new Error(`${step}: ${answer.response.status} ${JSON.stringify(answer.error)}`);
  }
  console.log(step);
  return answer.data;
}

async function day(): Promise<void> {
  const session = must(
    "signs in",
    await client.POST("/api/v1/auth/login", {
      body: { email: "manager@voltaire.example", password: "Voltaire-demo-1" },
    }),
  );
  client.use({
    onRequest({ request }) {
      request.headers.set("Authorization", `Bearer ${session.accessToken}`);
      return request;
    },
  });

  const me = must("reads the menu", await client.GET("/api/v1/me"));
  if (!me.permissions.includes("TOKENS_WRITE")) {
    throw new Error("the menu lacks tokens");
  }
  const tree = must("opens the tree", await client.GET("/api/v1/org-units/tree"));
  const unit = tree[0].id;

  const email = `driver-${Date.now()}@example.org`;
  const profile = must(
    "creates a driver",
    await client.POST("/api/v1/profiles", {
      body: {
        orgUnitId: unit,
        user: { email, firstName: "Noor", lastName: "Kabel" },
        details: { externalId: "VE0018", address: { street: "Dorpsstraat", postalCode: "4811 BH", country: "NL" } },
      },
    }),
  );

  const read = await client.GET("/api/v1/profiles/{id}", { params: { path: { id: profile.id } } });
  must("opens the profile", read);
  const changed = must(
    "changes the cost centre only",
    await client.PATCH("/api/v1/profiles/{id}", {
      params: { path: { id: profile.id }, header: { "If-Match": read.response.headers.get("ETag") ?? "" } },
      body: { costCentre: "4711" },
    }),
  );
  if (changed.externalId !== "VE0018") {
    throw new Error("what was not in the patch changed");
  }

  const order = must(
    "orders a card",
    await client.POST("/api/v1/token-requests", {
      params: { header: { "Idempotency-Key": email } },
      body: { lines: [{ profileId: profile.id, type: "CARD", quantity: 1 }] },
    }),
  );
  if (order.price.currency !== "EUR") {
    throw new Error("a card costs euros");
  }

  const tokens = must(
    "finds the virtual token",
    await client.GET("/api/v1/profiles/{id}/tokens", { params: { path: { id: profile.id } } }),
  );
  const token = tokens[0].id;
  const block = must(
    "blocks it",
    await client.POST("/api/v1/tokens/{id}/blocks", {
      params: { path: { id: token } },
      body: { reason: "OVERUSE" },
    }),
  );
  must(
    "lifts the block",
    await client.POST("/api/v1/tokens/{id}/blocks/{blockId}/lift", {
      params: { path: { id: token, blockId: block.id } },
    }),
  );

  const found = must(
    "searches the users",
    await client.GET("/api/v1/users", { params: { query: { q: email, sort: "-createdAt", size: 25 } } }),
  );
  if (found.totalItems !== 1) {
    throw new Error(`found ${found.totalItems} users`);
  }
  must(
    "asks the support team",
    await client.POST("/api/v1/support-tickets", {
      body: { subject: "When does the card come?", description: "Ordered today.", category: "CARD" },
    }),
  );
  must(
    "reads who changed what",
    await client.GET("/api/v1/audit-events", { params: { query: { entityId: profile.id } } }),
  );
  const impact = must(
    "sees what a deletion takes along",
    await client.GET("/api/v1/users/{id}/deletion-impact", { params: { path: { id: profile.user.id } } }),
  );
  if (impact.profiles !== 1 || impact.tokens !== 1) {
    throw new Error("the impact is wrong");
  }
  const deleted = await client.DELETE("/api/v1/users/{id}", {
    params: { path: { id: profile.user.id }, query: { confirm: true } },
  });
  if (deleted.response.status !== 204) {
    throw new Error(`deletion: ${deleted.response.status}`);
  }
  console.log("deletes the driver");
}

day().then(
  () => console.log("done"),
  (failure: unknown) => {
    console.log(`failed: ${failure}`);
    process.exit(1);
  },
);
