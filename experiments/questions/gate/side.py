"""Entry point of a side's process: its own code is first on the path; requests and answers are lines of JSON.

Output that the side's code prints goes to standard error. The process ends with the one that started it. An error
before the first answer, such as policies that do not fit the model, is an answer too.
"""

import json
import os
import signal
import sys
import threading
import time
import traceback
from queue import Queue
from typing import Any

from experiments.host.stopping import Interrupted, Terminated, exit_code, heed_termination
from experiments.runs import processes

CLOCK_FROM = "--clock-from"  # gives the process another clock; its value is a time in seconds, see `clock.move`
GRACE = 4.0  # seconds to end workers, before this process is killed


def main() -> None:
    """Answer requests until the other process closes the line."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    heed_termination()
    requests: Queue[dict[str, Any]] = Queue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()

    def send(answer: dict[str, Any]) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    try:
        if CLOCK_FROM in sys.argv:
            from experiments.questions.gate import clock

            clock.move(time.time() - float(sys.argv[sys.argv.index(CLOCK_FROM) + 1]))
        from experiments.questions.gate.serving import serve

        serve(requests, send)
    except (KeyboardInterrupt, Terminated, Interrupted):
        sys.exit(exit_code(signal.SIGTERM))
    except (Exception, SystemExit):  # noqa: BLE001 - every crash is an answer
        send({"crash": traceback.format_exc()})
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        processes.end()


def _listen(requests: "Queue[dict[str, Any]]") -> None:
    """Put each line into the queue; at the end of input, end this process."""
    for line in sys.stdin:
        requests.put(json.loads(line))
    if sys.platform != "win32":
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
        time.sleep(GRACE)
    os._exit(0)


if __name__ == "__main__":
    main()
