// The explorer: GraphiQL, a token for it, and examples. All addresses are relative to the page, so
// that it works behind a proxy with a prefix too.
'use strict';

const GQL = 'gql';
const TOKEN = 'token';

const EXAMPLES = {
  'All extensions': '{\n  fetchAllExtensions {\n    totalCount\n    extension { user { name extension } }\n  }\n}',
  'One extension': '{\n  fetchExtension(extensionId: "1001") {\n    extensionId\n    tech\n    user { name outboundCid }\n  }\n}',
  'Add an extension': 'mutation {\n  addExtension(input: {extensionId: "1005", name: "Eve", email: "eve@example.com"}) {\n    status\n    message\n  }\n}',
  'What there is': '{\n  __schema {\n    queryType { fields { name description } }\n    mutationType { fields { name description } }\n  }\n}',
};

let token = '';
let query = EXAMPLES['All extensions'];
let shown = 0;

const state = document.getElementById('state');
const root = ReactDOM.createRoot(document.getElementById('graphiql'));

function tell(text, isBad) {
  state.textContent = text;
  state.className = isBad ? 'bad' : '';
}

async function problem(response) {
  const text = await response.text();
  try {
    const body = JSON.parse(text);
    return body.message || body.error || body.errors?.[0]?.message || text;
  } catch (notJson) {
    return `The server answered ${response.status}.`;
  }
}

// graphql-sse, distinct connections: each event "next" carries one result, "complete" ends them.
async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value.replaceAll('\r\n', '\n');
    let end;
    while ((end = text.indexOf('\n\n')) >= 0) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const kind = lines.find((line) => line.startsWith('event:'))?.slice(6).trim();
      const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5)).join('\n');
      if (kind === 'complete') return;
      if (kind === 'next') yield JSON.parse(data);
    }
  }
}

async function fetcher(parameters, options) {
  const isAnonymous = !token && !options?.headers?.Authorization;
  if (isAnonymous) return { errors: [{ message: 'Get a token first, in the line above.' }] };
  const isLive = /^\s*subscription\b/m.test(parameters.query);
  const headers = { 'Content-Type': 'application/json', ...options?.headers };
  if (isLive) headers.Accept = 'text/event-stream';
  if (!headers.Authorization) headers.Authorization = 'Bearer ' + token;
  const response = await fetch(GQL, { method: 'POST', headers, body: JSON.stringify(parameters) });
  const type = response.headers.get('Content-Type') ?? '';
  if (type.startsWith('text/event-stream')) return events(response);
  if (response.status === 401) {
    const why = await problem(response);
    tell(why, true);
    return { errors: [{ message: why }] };
  }
  if (type.includes('problem+json')) return { errors: [{ message: await problem(response) }] };
  return response.json();
}

function show() {
  // A new key makes GraphiQL read the schema again: another token may see another part of it.
  root.render(React.createElement(GraphiQL, {
    key: ++shown, fetcher, query, shouldPersistHeaders: false,
    onEditQuery: (text) => { query = text; },
  }));
}

function use(newToken, text) {
  token = newToken;
  tell(text, false);
  show();
}

document.getElementById('sign-in').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = new URLSearchParams(new FormData(event.target));
  form.set('grant_type', 'client_credentials');
  try {
    const response = await fetch(TOKEN, { method: 'POST', body: form });
    if (!response.ok) return tell(await problem(response), true);
    const body = await response.json();
    event.target.elements.client_secret.value = '';
    use(body.access_token, `A token for ${Math.round(body.expires_in / 60)} minutes with the scopes ${body.scope}.`);
  } catch (away) {
    tell('The server did not answer. Try again.', true);
  }
});

document.getElementById('paste').addEventListener('submit', (event) => {
  event.preventDefault();
  const field = event.target.elements.access_token;
  use(field.value.trim(), 'Using the access token that you gave.');
  field.value = '';
});

const examples = document.getElementById('examples');
for (const name of Object.keys(EXAMPLES)) examples.add(new Option(name, name));
examples.addEventListener('change', () => {
  if (examples.value) {
    query = EXAMPLES[examples.value];
    show();
  }
});

show();
