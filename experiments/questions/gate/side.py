"""A side in a process of its own: its code is first on the path, it is told what to run, and answers in lines of JSON.

Whatever its code prints goes to standard error. It ends with the process that started it. What goes wrong before it can
answer, as where the policies do not fit the model, is an answer too.
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

MOVED = "--moved"  # the process has another clock; behind it stands since when
LEAVING = 4.0  # seconds to end workers, before whoever started it ends it


def main() -> None:
    """Answer until nobody asks any more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    heed_termination()
    questions: Queue[dict[str, Any]] = Queue()
    threading.Thread(target=_listen, args=(questions,), daemon=True).start()

    def tell(answer: dict[str, Any]) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    try:
        if MOVED in sys.argv:
            from experiments.questions.gate import clock

            clock.move(time.time() - float(sys.argv[sys.argv.index(MOVED) + 1]))
        from experiments.questions.gate.serving import serve

        serve(questions, tell)
    except (KeyboardInterrupt, Terminated, Interrupted):
        sys.exit(exit_code(signal.SIGTERM))
    except (Exception, SystemExit):  # noqa: BLE001 - whatever it is, it is told
        tell({"broke": traceback.format_exc()})
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        processes.end()


def _listen(questions: "Queue[dict[str, Any]]") -> None:
    for line in sys.stdin:
        questions.put(json.loads(line))
    if sys.platform != "win32":
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
        time.sleep(LEAVING)
    os._exit(0)


if __name__ == "__main__":
    main()
