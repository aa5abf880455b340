"""Where the rules' text can be read in two ways, and which way the model goes: as written here, or as named."""

OTHER = {
    "ids-by-service": "an alert's or complaint's id is the service's own, so that what names another service is another",
    "approved-once": "a plan approved once owes no other submission, though it be required again",
    "decided-early": "what was said of a breach or complaint before there was one counts, and"
                     " whom a breach is about is known before it was said",
    "intervals-of-enrolment": "statements fall due by the policy that a service was enrolled under, not by the one that"
                              " governs",
    "dormant-enters": "a service that is dormant or cancelled in the register may enter a scheme",
}
chosen = set()
