"""Where the rules' text can be read in two ways, and which way the model goes: as written here, or as named."""

OTHER = {
    "ids-by-service": "an alert's or complaint's id is the service's own, so that what names another service is another",
    "intervals-of-enrolment": "statements fall due by the policy that a service was enrolled under, not by the one that"
                              " governs",
    "evidence-of-the-instant": "what is added to a breach at the instant of its raising counts, though it came before",
}
chosen = set()
