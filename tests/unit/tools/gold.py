"""A small policy, a case under it, and two instants, for the tests of the doors."""

POLICY = """\
agreement gold "Gold" {
  supplied by desk "The desk" to client "The client"
  zone Europe/Warsaw
}
channel hotline "Hotline"
parameter tier "Tier": low or high otherwise low
fact broken "Whether it is broken": yes or no
calendar office "Office hours" {
  when tier is low {
    zone Europe/Warsaw
    open Mon-Fri 09:00-17:00
    closed on 2025-12-24
  }
  when tier is high {
    zone Europe/Warsaw
    open Mon-Sun 08:00-20:00
  }
}
clause A1 "Call-back" {
  severity critical "Critical" level 1 when broken is yes
  severity minor "Minor" level 2 when broken is no
  contact desk via hotline during office
  clock callback "Call-back" {
    starts when client calls via hotline after client opens
    met when desk calls
  }
  promise callback for critical, minor within 15 minutes 24x7
}
clause A2 "Good faith" {
  left to people because "nobody can measure it"
}

scenario "A call is called back" {
  zone Europe/Warsaw
  given broken is yes
  2025-02-03 10:00 client opens via hotline
  2025-02-03 10:05 client calls via hotline
  at 2025-02-03 10:10
  expect callback is running, due 2025-02-03 10:20 per A1
}
"""
CASE = {
    "id": "4711",
    "facts": {"broken": True},
    "events": [
        {"at": "2025-02-03T10:00:00+01:00", "type": "opens", "by": "client"},
        {
            "at": "2025-02-03T10:05:00+01:00",
            "type": "calls",
            "by": "client",
            "via": "hotline",
        },
    ],
}
BEFORE = "2025-02-03T10:10:00+01:00"
AFTER = "2025-02-03T10:20:00+01:00"


def broken() -> str:
    """Give a policy that names a calendar that is not there."""
    return POLICY.replace("15 minutes 24x7", "15 minutes during offices")
