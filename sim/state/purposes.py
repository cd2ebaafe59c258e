"""Purposes of draws: one name for each, used in one place."""

from enum import StrEnum, auto


class Purpose(StrEnum):
    """Purpose of a draw. Each is used in one place. A draw depends on the name alone: a new purpose moves no other."""

    __hash__ = str.__hash__  # that of an enumeration is a function in Python, and draws are many

    # population
    WORKER_TRAIT = auto()
    CLIENT_TRAIT = auto()
    ACCOUNT_TRAIT = auto()

    # habits
    FOUNDERS = auto()
    RING_TASTE = auto()
    RING_PLACE = auto()
    RING_HANDLE = auto()

    # rings
    RING_SIZE = auto()
    NEW_RINGS = auto()
    RING_STOPS = auto()
    RING_SIZE_LATER = auto()

    # market, arrivals, census
    ARCHIVE = auto()
    NEW_WORKERS = auto()
    NEW_CLIENTS = auto()
    CENSUS_JOBS = auto()
    CENSUS_HERE = auto()
    CENSUS_WORKERS = auto()

    # contracting
    WORK_DAYS = auto()
    SPEAKS = auto()

    # closing
    HEEDS = auto()

    # consulting
    CONSULT_APPLIES = auto()

    # conversation
    LURE_DELAY = auto()
    PAPER = auto()
    BID = auto()
    WANTS_TALK = auto()
    TICKET = auto()
    CALLS = auto()
    SWAPS = auto()
    NDA = auto()
    CALL_SWAPS = auto()
    UNSPOKEN = auto()
    OUTSIDE_LOST = auto()
    NDA_TEXT = auto()

    # flagging
    JOB_REPORT = auto()
    MISTAKEN_REPORT = auto()

    # grapevine
    TELLS = auto()
    ASKS_FRIEND = auto()
    FOLLOWS_FRIEND = auto()
    RECRUIT_WAIT = auto()

    # hiring, learning
    ACCEPT_OFFER = auto()
    HEARD_FIT = auto()
    ASKS_OUTSIDE = auto()
    QUIT = auto()

    # lures, listening, luring
    PICK_UP = auto()
    LURE_TEXT = auto()
    SCOUT_LURE = auto()
    LISTENED = auto()
    DETERRED = auto()
    HEARD = auto()
    LED = auto()
    RECOGNISE = auto()
    AFFAIR_WAIT = auto()
    REPORT = auto()

    # offplatform
    HARM = auto()
    LOSS = auto()
    SECOND_WAIT = auto()
    SELLS = auto()

    # organising
    PAPERS = auto()
    OFFERS = auto()
    HOLDER_CHECK = auto()
    REENTRY_DAYS = auto()
    GIVES_UP_CONTACT = auto()
    LOST_CONTACT = auto()

    # outreach
    SEEN_LATELY = auto()
    DIRECTORY = auto()
    SCOUTS = auto()
    SCOUT_WHOM = auto()
    SCOUT_READ = auto()
    SCOUT_TEXT = auto()
    SCOUT_ANSWER = auto()
    RING_SCOUTS = auto()
    RING_SCOUT_WHOM = auto()
    RING_TARGETS = auto()
    RING_SCOUT_HOUR = auto()

    # oversight
    CASE_OPENED = auto()
    CASE = auto()
    LINK_FOUND = auto()
    FALSE_LINKS = auto()
    LINKED_WHOM = auto()

    # posting
    POST = auto()
    VOLUME = auto()
    JOB_FEE = auto()
    JOB_SEATS = auto()
    JOB_NEED = auto()
    JOB_HOUR = auto()
    JOB_TACTIC = auto()
    JOB_CHANNEL = auto()
    JOB_LEVEL = auto()
    JOB_PACE = auto()
    JOB_FORMAT = auto()
    JOB_AT_HOME = auto()
    JOB_CATEGORY = auto()
    JOB_TEXT = auto()
    JOB_PAY = auto()
    LAPSE = auto()
    LAPSE_KIND = auto()

    # publication
    HURRY = auto()
    GLANCE = auto()
    REVIEW = auto()
    JOB_OPEN_DAYS = auto()
    ABANDONED = auto()
    JOB_PATIENCE = auto()

    # search
    FIT = auto()
    TRADE = auto()
    SESSION = auto()
    SESSION_HOUR = auto()
    LOOK = auto()
    LOOK_AT_HOME = auto()
    OPEN = auto()
    PROFILE = auto()
    CHOICE = auto()
    APPLY = auto()
    CONSULTS = auto()
    LOOKS_UP = auto()
    SURVEY = auto()
    SURVEY_VIEW = auto()

    # storefront
    ARC = auto()

    # takedown
    JOB_CASE = auto()

    # watching
    MESSAGE_REVIEW = auto()
    WAITING = auto()
    PUT_OFF = auto()

    # writing
    MESSAGE_TEXT = auto()
    ADVERT_TEXT = auto()

    # work
    WORKER_SILENT = auto()
    CLIENT_SILENT = auto()
    ASKS_OFFICE = auto()
    ANSWERS_AGAIN = auto()
    PASSES = auto()
    STARS = auto()
    REPEAT = auto()
    REPEAT_WAIT = auto()
    AGREES = auto()

    # befriending
    BEFRIENDS = auto()
    FRIEND_OF = auto()
    FAR = auto()

    # advice
    ASKS_ADVICE = auto()

    # leaks
    SETTLES = auto()
    USES_OUTLET = auto()
    LIKES_OUTLET = auto()
    TURNS_TO_NEXT = auto()
    EVADES_BLOCK = auto()
    APPLIES = auto()
    PERMIT = auto()
    ASKS_FIRST = auto()
    APPLIES_LATER = auto()
    AWAITS = auto()
    UNSPOKEN_STILL = auto()
    PRESSES = auto()
    YIELDS = auto()
    PRESSED_REPORT = auto()
    DIRECT_DAYS = auto()
    DIRECT_UNPAID = auto()

    # comings and goings
    WORKER_RETURNS = auto()
    CLIENT_RETURNS = auto()
    DORMANT_SELLS = auto()
    ASKS_PRICE = auto()

    # sizes of jobs, and tasks beside the list
    JOB_SIZE = auto()
    TASK_LOOK = auto()
    TAKES_TASK = auto()

    # special terms of an NDA
    NDA_MISUSE = auto()

    # holders who are checked
    LOOKS_NEW = auto()
    SHOWS_NO_PAPERS = auto()

    # who does tasks at all
    DOES_TASKS = auto()
