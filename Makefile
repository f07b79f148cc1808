# gksite：运行 make 看全部目标。
# 装依赖由 make/setup 自动完成，记在 .venv 里；不必先做任何准备。

SHELL := /bin/sh
.DEFAULT_GOAL := help
# 各目标先后有序：make -j4、make clean site 都照写的顺序来
.NOTPARALLEL:

# 测试与检查另要一组依赖；只生成网站时不装
LEVEL := $(if $(filter test proof statement lighthouse bench lint format,$(MAKECMDGOALS)),dev,site)
PYTEST := GKSITE_BROWSER=$$(sh make/browser) && export GKSITE_BROWSER && .venv/bin/python -m pytest
CACHES := .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

.PHONY: help setup site test proof statement lighthouse bench check lint format clean lock

help: ## 列出全部目标（就是这张表）
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1	\2/p' Makefile

site: setup ## 生成网站到 output/（选项写在 ARGS="…" 里）
	@.venv/bin/gksite build $(ARGS)

test: setup ## 运行测试（没有 Chromium、Java 和 npm 时自动安装）
	@sh make/web test
	@$(PYTEST) -n 2 --dist loadfile $(ARGS)

proof: setup ## 运行费时的全量清点（另要 Firefox，没有时自动安装）
	@sh make/web proof
	@GKSITE_FIREFOX=$$(sh make/browser firefox) && export GKSITE_FIREFOX && $(PYTEST) -m proof $(ARGS)

statement: setup ## 重新清点无障碍，把结果写进 templates/accessibility.json
	@sh make/web test
	@GKSITE_STATEMENT=write && export GKSITE_STATEMENT && $(PYTEST) -m proof tests/test_axe.py

lighthouse: setup ## 用 Lighthouse 给六种页面打分（只看，不作关卡）
	@sh make/web proof
	@GKSITE_BROWSER=$$(sh make/browser) && export GKSITE_BROWSER && .venv/bin/python tests/lighthouse.py

bench: setup ## 测量一万项任务的生成和搜索要多久
	@GKSITE_BROWSER=$$(sh make/browser) && export GKSITE_BROWSER && .venv/bin/python tests/bench.py

check: setup ## 核查内容与生成的网站
	@.venv/bin/gksite check $(ARGS)

lint: setup ## 检查代码：ruff 与 mypy
	@status=0; \
	.venv/bin/python -m ruff check . || status=1; \
	.venv/bin/python -m ruff format --check . || status=1; \
	.venv/bin/python -m mypy || status=1; \
	exit $$status

format: setup ## 整理代码格式，能自动改的一并改好
	@.venv/bin/python -m ruff format .
	@.venv/bin/python -m ruff check --fix .

clean: ## 删除 output/ 与缓存（content/ 和 .venv 不动）
	@rm -rf output .output.gksite $(CACHES)
	@find . \( -name .git -o -name .venv -o -name content \) -prune -o -type d -name __pycache__ -exec rm -rf {} +
	@echo '已删除 output/ 与缓存；content/ 和 .venv 没有动（要重装依赖：先 rm -rf .venv）。'

lock: ## 重新锁定依赖（全部升级：ARGS=--upgrade）
	@sh make/lock

setup:
	@sh make/setup $(LEVEL)

.DEFAULT:
	@echo '错误：没有 $@ 这个目标；运行 make 看全部目标。' >&2; exit 2
