"""Wrong rules to plant in copies of the four contracts: slips of a tired person.

They were chosen before it was looked at which the checks would find. How they are
planted is said in `planted_rules`.
"""

from attrs import frozen

P, E = "bird-email-premium", "bird-email-enterprise"
M, V = "messagebird-email-enterprise", "liveagent-vip-support"
CONTRACTS = (P, E, M, V)


@frozen(kw_only=True)
class Slip:
    """A wrong rule: where, what stood there and what stands there now.

    `code` is what must find it, `cites` the clauses that the finding must name. Where
    a case makes no sense, `has_case` is not set: then the place must be the right one.
    `is_bare`: it is planted in the contract without its stories. `why_not`: why there
    is nothing to be told, if there is not.
    """

    what: str
    policy: str
    edits: tuple[tuple[str, str], ...]
    code: str
    cites: tuple[str, ...] = ()
    has_case: bool = True
    is_bare: bool = False
    why_not: str = ""


def slip(
    what: str, policy: str, before: str, after: str, code: str, *cites: str
) -> Slip:
    """Describe a slip of one edit that is found with a case."""
    return Slip(
        what=what, policy=policy, edits=((before, after),), code=code, cites=cites
    )


def plain(
    what: str, policy: str, before: str, after: str, code: str, *cites: str
) -> Slip:
    """Describe a slip of one edit that is found by its place."""
    return Slip(
        what=what, policy=policy, edits=((before, after),), code=code, cites=cites,
        has_case=False,
    )  # fmt: skip


CLAUSE_P10 = """\
clause P10 "What the customer provides"
    from polish "Issue Resolution, 3"
    from indonesian "Penyelesaian Masalah, 3" {
  duty give_information of customer "keep providing what is needed to deal with the \
issue"
    until resolved
}
"""

TEN = (
    plain(
        "a clause whose rule was forgotten", P,
        "  disclaim responsibility for inbox_placement\n", "",
        "SLA503", "P7",
    ),
    slip(
        "an exclusion that swallows what the plan includes", P,
        "exclude deliverability_strategy, tier2_mediation",
        "exclude deliverability_strategy, tier2_mediation, migration_planning",
        "SLA441", "P4a", "P5",
    ),
    plain(
        "a fact that nothing asks for any more", P,
        "\n    when issue is one of (service_problem, configuration_request, "
        "information_request)", "",
        "SLA501",
    ),
    slip(
        "two severities for one case", E,
        "when (issue is software_bug and persistent_unavailability is no)\n      or "
        "issue is one of (configuration_request, information_request)",
        "when issue is one of (software_bug, configuration_request, "
        "information_request)",
        "SLA430", "E8", "E10",
    ),
    slip(
        "a warning that comes after its limit", E,
        "warn support_agent at 80% of callback",
        "warn support_agent after 20 minutes of callback",
        "SLA460", "E13",
    ),
    slip(
        "a pause that its own debtor can hold for ever", E,
        "pauses while waiting for customer", "pauses while waiting for support_agent",
        "SLA461", "E15",
    ),
    slip(
        "a kind of case that no severity answers", M,
        "or issue is one of (configuration_request, information_request)",
        "or issue is configuration_request",
        "SLA432", "M7", "M10",
    ),
    slip(
        "a limit that cannot be kept in its hours", M,
        "met when representative calls\n",
        "met when representative calls during business_hours\n",
        "SLA462", "M13",
    ),
    plain(
        "a condition that no case meets", M,
        "only if deliverability_issue is yes and best_practices_followed is yes",
        "only if deliverability_issue is yes and deliverability_issue is no",
        "SLA440", "M4",
    ),
    slip(
        "the most severe case is answered last", V,
        "| V9     | critical | 1 hour          |",
        "| V9     | critical | 10 hours        |",
        "SLA450", "V9", "V10",
    ),
    slip(
        "two rows of a table for one severity", V,
        "  | V13    | request  |",
        "  | V12    | bug_fix  | 2 business days | no stated time  |\n"
        "  | V13    | request  |",
        "SLA431", "V12",
    ),
    plain(
        "holidays on which the sources differ, left undecided", V,
        "closed on holidays of SK according to holidays", "closed on holidays of SK",
        "SLA470",
    ),
)  # fmt: skip
"""One or more of each kind that contracts are checked for; all must be found."""

MORE = (
    Slip(
        what="a clause left out", policy=P, code="SLA504", has_case=False,
        cites=("P10",),
        edits=(
            (CLAUSE_P10, ""),
            ("  expect give_information is owed per P10\n", ""),
            ("  expect give_information is ended per P10\n", ""),
            ('  P10 "Co zapewnia klient"\n', ""),
            ('  give_information "Dostarczanie informacji"\n', ""),
            ('  P10 "Yang disediakan pelanggan"\n', ""),
            ('  give_information "Pemberian informasi"\n', ""),
        ),
    ),
    plain("a kind of issue that no rule names", P,
          "when issue is one of (service_problem, configuration_request, "
          "information_request)",
          "when issue is one of (service_problem, configuration_request)", "SLA4"),
    slip("an answer that the customer gives himself", P,
         "met when support_agent replies via email",
         "met when customer replies via email", "SLA465", "P9"),
    plain("the same disclaimer twice", P,
          "disclaim responsibility for inbox_placement",
          "disclaim guarantee of inbox_placement because \"too much of it (conditions, "
          "practices, reputation) is not in Bird's hands\"", "SLA442", "P6", "P7"),
    plain("a parameter that nothing asks for any more", E,
          "means unavailable has lasted at least persistent_after",
          "means unavailable has lasted at least 5 minutes", "SLA501"),
    slip("a grant of what is excluded", E,
         "  grant blocklist_monitoring\n", "  grant tier2_mediation\n",
         "SLA441", "E4b", "E5"),
    slip("the wrong kind of issue in a severity", E,
         "when issue is software_bug and persistent_unavailability is yes",
         "when issue is configuration_request and persistent_unavailability is yes",
         "SLA430", "E8", "E10"),
    slip("a limit for the wrong severity", E,
         "promise callback for critical within",
         "promise callback for non_critical within", "SLA433"),
    plain("the end of a case for the wrong severity", E,
          "resolved for critical when", "resolved for non_critical when",
          "SLA442", "E9", "E16"),
    slip("two limits of one clock by a slip of the severity", E,
         "promise progress_update for non_critical at",
         "promise progress_update for critical at", "SLA431", "E9", "E15"),
    slip("a pause wherever the limit applies", E,
         "    pauses while waiting for customer\n",
         "    pauses while issue is software_bug\n", "SLA463", "E15"),
    plain("dates in force in the next century", E,
          "in force from 2024-11-21", "in force from 2124-11-21", "SLA710"),
    slip("a branch of hours copied and not changed", M,
         "when service_time_zone is pacific", "when service_time_zone is eastern",
         "SLA436", "M2"),
    plain("holidays left undecided", M,
          "open Mon-Fri 09:00-17:00\n      closed on holidays of US according to "
          "holidays\n    }\n    when service_time_zone is pacific",
          "open Mon-Fri 09:00-17:00\n      closed on holidays of US\n    }\n    when "
          "service_time_zone is pacific", "SLA470"),
    slip("hours for minutes in a warning", M,
         "warn representative 5 minutes before", "warn representative 5 hours before",
         "SLA460", "M13"),
    slip("yes for no in a severity", M,
         "when (issue is software_bug and persistent_unavailability is no)",
         "when (issue is software_bug and persistent_unavailability is yes)",
         "SLA430", "M7", "M10"),
    slip("a new kind of issue, and no severity for it", M,
         "software_bug, configuration_request or information_request\n",
         "software_bug, configuration_request, information_request or outage\n",
         "SLA432", "M7", "M10"),
    slip("a lesser case is aimed at sooner", V,
         "aim first_response for bug_fix within 24 hours 24x7",
         "aim first_response for bug_fix within 1 hour 24x7", "SLA450", "V11", "V12"),
    slip("a row of a table lost", V,
         "  | V13    | request  | 1 business day  | no stated time  |\n", "", "SLA433"),
    slip("no for yes in a severity", V,
         "(halts_business is no or workaround_exists is yes)",
         "(halts_business is yes or workaround_exists is yes)", "SLA430", "V9", "V10"),
    slip("an answer that the customer gives herself", V,
         "after liveagent answers unless already running\n  met when liveagent answers",
         "after liveagent answers unless already running\n  met when customer answers",
         "SLA465"),
    plain("a role and an assessment without a rule", V,
          "  escalate to second_level at once when advanced is yes\n", "", "SLA501"),
    plain("a deferral that defers nothing", V,
          "via dedicated_email outside dedicated_hours\n",
          "via dedicated_email during dedicated_hours\n", "SLA440", "V7"),
    slip("an exclusion of what the add-on includes", V,
         "  grant concierge_migration\n",
         "  grant concierge_migration\n  exclude review_calls\n",
         "SLA441", "V4", "V15"),
    slip("no time for the most severe case", V,
         "| V9     | critical | 1 hour          | 4 hours         |",
         "| V9     | critical | 1 hour          | no stated time  |",
         "SLA450", "V9", "V10"),
    plain("a service taken out of what is granted", V,
          "grant named_agent, private_chat, agent_calendar",
          "grant named_agent, agent_calendar", "SLA501"),
    plain("a clause that lost its add-on", V,
          'from terms "Availability of the dedicated agent, chat" on vip {',
          'from terms "Availability of the dedicated agent, chat" {', "SLA4"),
    plain("the add-on on the wrong plan", V,
          "only with all_inclusive", "only with other_plan", "SLA4"),
    plain("hours that end before they begin", M,
          "open Mon-Fri 08:30-16:30\n      closed on",
          "open Mon-Fri 16:30-08:30\n      closed on", "SLA4"),
    plain("fifteen hours for fifteen minutes", M,
          "promise callback for critical within 15 minutes 24x7",
          "promise callback for critical within 15 hours 24x7", "SLA4"),
)  # fmt: skip
"""Further slips; some of them no check can see, for the text is sound without them."""
