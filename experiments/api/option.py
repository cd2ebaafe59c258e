"""Options as they are declared: a field of a typed dictionary, with its default, its help, its kind."""

from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType, get_original_bases
from typing import Any, ForwardRef, Literal, TypeAliasType, get_args, get_origin, is_typeddict

from experiments.api.kinds import Flag, Kind, OneOf, OrNone


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a question, in Python, on the command line and on the page.

    default   what holds where it is not given; None leaves it open
    help      a sentence
    kind      its values; by default as its annotation says: true or false, or a closed list
    metavar   its value on the command line, by default as the kind has it
    short     its second name there
    variable  environment variable that sets it on the command line
    none      help of `--no-…`, which stands for None
    reads     the file that it names, as a complaint calls it
    writes    is its file written?
    typed     is it an option of the command line?
    needs     another option that must not be None where it is given
    """

    default: Any
    help: str
    kind: Kind = field(default_factory=Kind)
    metavar: str = ""
    variable: str | None = None
    none: str = ""
    reads: str = ""
    writes: bool = False
    typed: bool = True
    short: str = ""
    needs: str = ""
    annotation: Any = None  # its type, as a reader needs it


@cache
def options(group: type) -> MappingProxyType[str, Option]:
    """Return the options of a typed dictionary by name, its own before those of its bases."""
    inherited = {
        name: each for base in get_original_bases(group) if is_typeddict(base) for name, each in options(base).items()
    }
    own = {name: declared(each) for name, each in group.__annotations__.items() if name not in inherited}
    return MappingProxyType(own | inherited)


def kind_of(annotation: Any) -> Kind | None:
    """Return the kind of an annotation: the one that it names, else as its type says; None where none is said."""
    while isinstance(annotation, TypeAliasType):
        annotation = annotation.__value__
    args = get_args(annotation)
    if get_origin(annotation) is Literal:
        return OneOf(args)
    named = [each for each in args if isinstance(each, Kind)]
    if named or annotation is bool:
        return named[0] if named else Flag()
    kinds = [kind for each in args if (kind := kind_of(each))]
    return OrNone(kinds[0]) if kinds and type(None) in args else kinds[0] if kinds else None


def plain(annotation: Any) -> Any:
    """Return an annotation as a reader needs it."""
    inner = getattr(annotation, "__origin__", annotation) if hasattr(annotation, "__metadata__") else annotation
    return inner.__forward_arg__ if isinstance(inner, ForwardRef) else inner


def declared(annotation: Any) -> Option:
    """Return the option that an annotation declares, with its kind."""
    [option] = [each for each in annotation.__metadata__ if isinstance(each, Option)]
    kind = option.kind if type(option.kind) is not Kind else kind_of(annotation.__origin__) or option.kind
    return replace(option, kind=kind, annotation=plain(annotation))
