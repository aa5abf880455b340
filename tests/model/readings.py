"""Where the rules' text can be read in two ways, and which way the model goes: as written here, or as named."""

OTHER = {
    "ids-by-service": "an alert's or complaint's id is the service's own, so that what names another service is another",
    "evidence-of-the-instant": "what is added to a breach at the instant of its raising counts, though it came before",
}
chosen = set()
