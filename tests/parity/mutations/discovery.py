"""The `discovery` of a file of a specification."""

from cases import FAIL, PASS

from mutations.config import case, spec

LOCAL = "strategy: local:find\nprovides: [place]\ninputs: {}\ncandidates:\n- host: '{place.anything}'"
PORTS = "strategy: from_ports\ncandidates:\n- host: '{service.host}:{port.number}'"


def stanza(text):
    """Lines of a discovery at the end of the file's entry."""
    return lambda spec_text: spec_text.rstrip("\n") + "\n" + "".join(f"  {line}\n" for line in text.split("\n"))


def strategies(*items):
    """A discovery with strategies."""
    lines = ["discovery:", "  strategies:"]
    for item in items:
        first, *more = item.split("\n")
        lines += [f"  - {first}", *(f"    {line}" for line in more)]
    return "\n".join(lines)


def discovery(name, expect, text):
    case(f"discovery-{name}", expect, "spec/discovery", spec(stanza(text)))


def ports(candidate, extra=""):
    return strategies(f"strategy: from_ports\n{extra}candidates:\n- {candidate}")


discovery("ports", PASS, strategies(PORTS))
discovery("local", PASS, strategies(LOCAL))
discovery("two", PASS, strategies(PORTS, LOCAL))
discovery("hints", PASS, ports("host: a", "port_hints: [80, 443]\n"))
discovery("disabled", PASS, "discovery:\n  enabled: false\n  nothing: 1")
for name, text in [
    ("null", "discovery:"),
    ("list", "discovery: []"),
    ("word", "discovery: a"),
    ("empty", "discovery: {}"),
    ("unknown-key", strategies(PORTS) + "\n  owner: me"),
    ("strategies-missing", "discovery:\n  enabled: true"),
    ("strategies-empty", "discovery:\n  strategies: []"),
    ("strategies-mapping", "discovery:\n  strategies:\n    strategy: from_ports"),
    ("strategy-word", "discovery:\n  strategies: [from_ports]"),
    ("strategy-unknown", strategies(PORTS.replace("from_ports", "from_port"))),
    ("strategy-other-case", strategies(PORTS.replace("from_ports", "From_ports"))),
    ("strategy-missing", strategies("candidates: []")),
    ("strategy-number", strategies(PORTS.replace("from_ports", "5"))),
    ("strategy-key", strategies(PORTS + "\nports: [80]")),
    ("hints-word", ports("host: a", "port_hints: '80'\n")),
    ("hints-texts", ports("host: a", "port_hints: ['80']\n")),
    ("hints-true", ports("host: a", "port_hints: [true]\n")),
    ("hints-null", ports("host: a", "port_hints:\n")),
    ("candidates-missing", strategies("strategy: from_ports")),
    ("candidates-empty", strategies("strategy: from_ports\ncandidates: []")),
    ("candidates-mapping", strategies("strategy: from_ports\ncandidates:\n  host: a")),
    ("candidate-word", strategies("strategy: from_ports\ncandidates: [a]")),
    ("candidate-empty", ports("{}")),
    ("option-unknown", ports("hosts: a")),
    ("option-number", ports("5: a")),
    ("placeholder-unknown", ports("host: '{server.host}'")),
    ("placeholder-field", ports("host: '{service.name}'")),
    ("placeholder-bare", ports("host: '{service}'")),
    ("placeholder-empty", ports("host: '{}'")),
    ("placeholder-number", ports("host: '{0}'")),
    ("placeholder-port-field", ports("host: '{port.host}'")),
    ("brace-open", ports("host: '{service.host'")),
    ("brace-closing", ports("host: 'a}'")),
    ("conversion", ports("host: '{service.host!x}'")),
    ("conversion-empty", ports("host: '{service.host!}'")),
    ("nested-key-number", ports("tags: {5: a}")),
    ("local-no-provides", strategies(LOCAL.replace("provides: [place]\n", ""))),
    ("local-provides-word", strategies(LOCAL.replace("[place]", "place"))),
    ("local-no-inputs", strategies(LOCAL.replace("inputs: {}\n", ""))),
    ("local-inputs-list", strategies(LOCAL.replace("{}", "[a]", 1))),
    ("local-inputs-number", strategies(LOCAL.replace("{}", "{a: 1}", 1))),
    ("local-input-missing", strategies(LOCAL.replace("{}", "{a: string}", 1))),
    ("local-input-type", strategies(LOCAL.replace("{}", "{a: integer}", 1) + "\na: '5'")),
    ("local-unknown-key", strategies(LOCAL + "\nb: 5")),
    ("local-placeholder", strategies(LOCAL.replace("place.any", "port.any"))),
]:
    discovery(name, FAIL, text)
for name, text in [
    ("brace-escaped", ports("host: '{{service}}'")),
    ("conversion-known", ports("host: '{service.host!r}'")),
    ("format", ports("host: '{service.host:>10}'")),
    ("nested-list", ports("tags: ['{nothing}']")),
    ("nested-mapping", ports("tags: {a: '{nothing}'}")),
    ("number", ports("host: 5")),
    ("null-value", ports("host:")),
    ("local-input-given", strategies(LOCAL.replace("{}", "{a: integer}", 1) + "\na: 5")),
    ("local-input-odd-type", strategies(LOCAL.replace("{}", "{a: thing}", 1) + "\na: 5")),
    ("local-empty-name", strategies(LOCAL.replace("local:find", "'local:'"))),
    ("service-ports", ports("host: '{service.ports}'")),
    ("key-repeated", ports("host: '{service.host}'\n  host: b")),
]:
    discovery(name, PASS, text)
