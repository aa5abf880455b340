"""Where the rules' text can be read in two ways, and which way the model goes: as written here, or as named."""

OTHER = {
    "ids-by-service": "an alert's or complaint's id is the service's own, so that what names another service is another",
    "approved-once": "a plan approved once owes no other submission, though it be required again",
    "decided-early": "a decision counts for a breach that was raised after it",
    "derived-upheld": "a derived breach that was upheld is no trigger",
}
chosen = set()
