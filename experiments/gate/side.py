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
from contextlib import suppress
from queue import Queue
from typing import Any

MOVED = "--moved"  # the process has another clock; behind it stands since when


def main() -> None:
    """Answer until nobody asks any more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    questions: Queue[dict[str, Any]] = Queue()
    threading.Thread(target=_listen, args=(questions,), daemon=True).start()

    def tell(answer: dict[str, Any]) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    try:
        if MOVED in sys.argv:
            from experiments.gate import clock

            clock.move(time.time() - float(sys.argv[sys.argv.index(MOVED) + 1]))
        from experiments.gate.serving import serve

        serve(questions, tell)
    except (Exception, SystemExit):  # noqa: BLE001 - whatever it is, it is told
        tell({"broke": traceback.format_exc()})
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        _end_server()


def _listen(questions: "Queue[dict[str, Any]]") -> None:
    for line in sys.stdin:
        questions.put(json.loads(line))
    _end_server()
    os._exit(0)


def _end_server() -> None:
    """The server that workers are forked off ends too, whatever it is importing: soon its folder is gone."""
    server = getattr(sys.modules.get("multiprocessing.forkserver"), "_forkserver", None)
    process = getattr(server, "_forkserver_pid", None)
    if process is not None:
        with suppress(OSError):
            os.kill(process, signal.SIGKILL)


if __name__ == "__main__":
    main()
