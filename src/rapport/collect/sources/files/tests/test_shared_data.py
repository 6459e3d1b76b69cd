import pytest

from rapport.collect.sources.files.read import inspect_file
from rapport.collect.sources.files.tests.reading import read_whole, shared

ROWS = {
    "abtest-cookie-cats/cookie_cats.csv.gz": (90_189, 5),
    "callcentre-anonymous-bank/callcenter_6min_1999.csv.gz": (87_120, 3),
    "cdnow/CDNOW_master.txt.gz": (69_659, 4),
    "cdnow/CDNOW_sample.txt.gz": (6_919, 5),
    "cdnow/cdnow_customers_summary.csv.gz": (2_357, 4),
    "cdnow/cdnow_customers_summary_with_transactions.csv.gz": (2_357, 5),
    "churn-iran/Customer_Churn.csv": (3_150, 14),
    "mail-headers-r-package-devel/headers.csv.gz": (11_114, 8),
    "online-retail/online_retail_first_240007.csv.gz": (240_007, 8),
    "reviews-id-indonlu/hoasa_train_preprocess.csv.gz": (2_283, 11),
    "reviews-id-indonlu/hoasa_valid_preprocess.csv.gz": (285, 11),
    "reviews-id-indonlu/smsa_train_preprocess.tsv.gz": (11_000, 2),
    "reviews-id-indonlu/smsa_valid_preprocess.tsv.gz": (1_260, 2),
    "reviews-th-wisesight/neg.txt.gz": (6_140, 2),
    "reviews-th-wisesight/neu.txt.gz": (13_110, 2),
    "reviews-th-wisesight/pos.txt.gz": (4_299, 2),
    "reviews-th-wisesight/q.txt.gz": (515, 2),
    "reviews-zh/ChnSentiCorp_htl_all.csv.gz": (7_766, 2),
    "reviews-zh/online_shopping_10_cats.csv.gz": (62_774, 3),
    "rrweb-recording/player_events.json.gz": (272, None),
    "support-sumo/sumo_firefox_questions.csv.gz": (27_128, 11),
    "survey-sfo/2016_SFO_Customer_Survey.csv.gz": (3_087, 97),
    "survey-sfo/2017_SFO_Customer_Survey.csv.gz": (2_831, 97),
    "tickets-bpic2013/bpi_challenge_2013_incidents.xes.gz": (65_533, 12),
    "tickets-helpdesk-it/Helpdesk.csv.gz": (21_348, 10),
}


@pytest.mark.parametrize("name", ROWS)
def test_every_row_of_the_shared_data_is_read(name: str) -> None:
    path = shared(name)
    rows, columns = ROWS[name]

    whole = read_whole(path)

    assert len(whole.rows) == rows
    assert columns in (len(whole.columns), None)
    assert whole.rejects == []
    assert whole.warnings == []
    assert whole.bytes_read == path.stat().st_size


def test_the_line_that_is_cut_off_is_the_one_reject_of_the_access_log() -> None:
    whole = read_whole(shared("web-apache-log/apache_logs.gz"))

    assert len(whole.rows) == 9_999
    assert whole.reasons == [(8_899, "bad_log_line")]
    assert whole.columns["status"].count(200) == 9_125
    assert sum(1 for referrer in whole.columns["referrer"] if referrer) == 5_927


def test_leading_zeros_stay() -> None:
    assert read_whole(shared("cdnow/CDNOW_master.txt.gz")).columns["customer_id"][0] == "00001"


def test_a_table_without_a_header_is_noticed() -> None:
    assert inspect_file(shared("cdnow/CDNOW_sample.txt.gz")).header is False
    assert inspect_file(shared("reviews-id-indonlu/smsa_train_preprocess.tsv.gz")).header is False
