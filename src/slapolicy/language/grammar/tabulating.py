"""From the parser that lark built to its tables in plain data, and back."""

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from lark import Lark
from lark.grammar import NonTerminal, Rule, RuleOptions, Terminal
from lark.grammar import Symbol as GrammarSymbol
from lark.lexer import Pattern, PatternRE, PatternStr, TerminalDef
from lark.parsers.lalr_analysis import IntParseTable, Shift

from slapolicy.language import parse_tables
from slapolicy.language.grammar.building import CALLBACKS, PLUGINS, STARTS
from slapolicy.language.parse_tables import State, Symbol, Tables, in_pairs


def tables_of(lark: Lark) -> Tables:
    """Write down what lark found out, in one way for one grammar."""
    reader: Any = lark.parser.parser
    parse_table: IntParseTable = reader._parse_table
    lexer: Any = lark.parser.lexer
    order = _in_order(parse_table)
    rules = {rule: number for number, rule in enumerate(lark.rules)}
    symbols: dict[str, int] = {}
    lookaheads: dict[tuple[int, ...], int] = {}
    states: list[State] = []
    for state in order:
        steps: list[int] = []
        ends: dict[int, list[int]] = {}
        for name, (action, target) in sorted(parse_table.states[state].items()):
            symbol = symbols.setdefault(name, len(symbols))
            if action is Shift:
                steps += (symbol, order[target])
            else:
                ends.setdefault(rules[target], []).append(symbol)
        found: list[int] = []
        for rule, names in sorted(ends.items()):
            found += (rule, lookaheads.setdefault(tuple(names), len(lookaheads)))
        states.append((steps, found))
    return {
        "lark": version("lark"),
        "terminals": [_terminal(each) for each in lexer.root_lexer.terminals],
        "ignored": list(lark.lexer_conf.ignore),
        "rules": [_rule(each) for each in rules],
        "symbols": list(symbols),
        "lookaheads": [list(each) for each in lookaheads],
        "states": states,
        "starts": {name: order[parse_table.start_states[name]] for name in STARTS},
        "ends": {name: order[parse_table.end_states[name]] for name in STARTS},
    }


def _in_order(table: IntParseTable) -> dict[int, int]:
    """Number the states anew: as they are met, from the first ones on."""
    order: dict[int, int] = {}
    waiting = [table.start_states[name] for name in reversed(STARTS)]
    while waiting:
        state = waiting.pop()
        if state not in order:
            order[state] = len(order)
            steps = sorted(table.states[state].items(), reverse=True)
            waiting += [to for _, (action, to) in steps if action is Shift]
    return order


def _terminal(terminal: TerminalDef) -> parse_tables.Terminal:
    pattern = terminal.pattern
    return terminal.name, pattern.type, pattern.value, terminal.priority


def _rule(rule: Rule) -> parse_tables.Rule:
    options = rule.options
    return (
        rule.origin.name,
        rule.order,
        options.keep_all_tokens,
        options.expand1,
        [_symbol(each) for each in rule.expansion],
    )


def _symbol(symbol: GrammarSymbol) -> Symbol:
    if isinstance(symbol, Terminal):
        return symbol.name, "word" if symbol.filter_out else "kept"
    return symbol.name, "rule"


def restored(tables: Tables, *, keeps_words: bool = False) -> Lark:
    """Make the parser of its tables."""
    terminals = [_terminal_of(each) for each in tables["terminals"]]
    rules = [_rule_of(each, keeps_words) for each in tables["rules"]]
    memo = dict(enumerate((*terminals, *rules)))
    places = [{"@": number} for number in memo]
    numbered = places[len(terminals) :]
    data = {
        "parser": {
            "lexer_conf": {
                "terminals": places[: len(terminals)],
                "ignore": tables["ignored"],
                "g_regex_flags": 0,
                "use_bytes": False,
                "lexer_type": "contextual",
            },
            "parser_conf": {
                "rules": numbered,
                "start": list(STARTS),
                "parser_type": "lalr",
            },
            "parser": {
                "tokens": dict(enumerate(tables["symbols"])),
                "states": {
                    number: dict(_steps(state, tables, numbered))
                    for number, state in enumerate(tables["states"])
                },
                "start_states": tables["starts"],
                "end_states": tables["ends"],
            },
        },
        "rules": numbered,
        "options": {
            "parser": "lalr",
            "lexer": "contextual",
            "start": list(STARTS),
            "maybe_placeholders": False,
        },
    }
    load: Any = Lark._load_from_dict  # what the parsers call that lark writes as files
    made: Lark = load(
        data,
        memo,
        propagate_positions=True,
        _plugins=PLUGINS,
        lexer_callbacks=CALLBACKS,
    )
    return made


def _terminal_of(terminal: parse_tables.Terminal) -> TerminalDef:
    name, kind, value, priority = terminal
    pattern: Pattern = PatternRE(value) if kind == "re" else PatternStr(value)
    return TerminalDef(name, pattern, priority)


def _rule_of(rule: parse_tables.Rule, keeps_words: bool) -> Rule:
    origin, place, keeps, gives_way, symbols = rule
    expansion = [_symbol_of(each) for each in symbols]
    return Rule(
        NonTerminal(origin),
        expansion,
        place,
        options=RuleOptions(keeps or keeps_words, gives_way),
    )


def _symbol_of(symbol: Symbol) -> Terminal | NonTerminal:
    name, kind = symbol
    return NonTerminal(name) if kind == "rule" else Terminal(name, kind == "word")


def _steps(
    state: State, tables: Tables, rules: list[dict[str, int]]
) -> Iterator[tuple[int, tuple[int, object]]]:
    """Give what each symbol does in a state, in the form that lark reads."""
    steps, ends = state
    yield from ((symbol, (0, to)) for symbol, to in in_pairs(steps))
    for rule, lookahead in in_pairs(ends):
        for symbol in tables["lookaheads"][lookahead]:
            yield symbol, (1, rules[rule])
