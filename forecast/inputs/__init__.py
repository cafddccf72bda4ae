"""Facts at the door: data sets, national facts and the law, read, checked and typed."""

from forecast.inputs.finding import Finding
from forecast.inputs.law import Law, Provision, load_law
from forecast.inputs.load import load_dataset
from forecast.inputs.national import National, load_national
from forecast.inputs.nearest import suggest
from forecast.inputs.quality import quality_report, stop_on_red
from forecast.inputs.records import DataSet, Municipality, Source
from forecast.inputs.series_file import GivenSeries, read_series

__all__ = [
    "DataSet",
    "Finding",
    "GivenSeries",
    "Law",
    "Municipality",
    "National",
    "Provision",
    "Source",
    "load_dataset",
    "load_law",
    "load_national",
    "quality_report",
    "read_series",
    "stop_on_red",
    "suggest",
]
