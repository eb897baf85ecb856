"""The workbench's addresses, with the scenarios of our blocks and of no other: a bad one would break its index."""

from workbench.urls import urlpatterns

from score_xblocks.progress import ProgressBlock
from score_xblocks.quiz import QuizBlock
from score_xblocks.worksheet import WorksheetBlock
from workbench import scenarios

__all__ = ["urlpatterns"]

BLOCKS = {"score_worksheet": WorksheetBlock, "score_quiz": QuizBlock, "score_progress": ProgressBlock}

scenarios.get_scenarios.initialized = True
scenarios.WORKBENCH_KVS.prep_for_scenario_loading()
for name, block in BLOCKS.items():
    scenarios.add_class_scenarios(name, block, fail_silently=False)
